// npm run build: installs and builds what is missing or stale.
import { prepare } from "./prepare.mjs";

prepare();
