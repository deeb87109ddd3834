/** For tests: as if this machine had other processors than it has. Threads beyond these are otherwise not started. */
import { platform } from "../platform/node.ts";

const own = platform.hardwareThreads;

/** From now on, until it is called without a number. */
export function pretendProcessors(count: number = own): void {
  Object.assign(platform, { hardwareThreads: count });
}

/** While something is done. */
export async function withProcessors<T>(count: number, act: () => Promise<T>): Promise<T> {
  pretendProcessors(count);
  try {
    return await act();
  } finally {
    pretendProcessors();
  }
}
