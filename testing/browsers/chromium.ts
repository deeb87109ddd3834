import { type Browser, chromium } from "playwright-core";
import { closeAtTheEnd } from "./environment.ts";

let shared: Promise<Browser> | undefined;

/** The Chromium of all files that one process of the test runner looks into; it is closed with the process. */
export function sharedChromium(executablePath: string): Promise<Browser> {
  shared ??= openChromium(executablePath).then(closeAtTheEnd);
  return shared;
}

/**
 * What Chromium does without. The menu of the address bar is two pages of their own in each new window, though no window
 * is seen: 0.6 s of one processor. The others are those of Playwright, since of two such lists only the last one counts.
 */
const without = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"],
  ...["HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AimEnabled"],
  ...["AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "PreconnectToSearch"],
  "NetworkTimeServiceQuerying",
];

/** A Chromium that shows nothing and asks nobody for anything. */
function openChromium(executablePath: string): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync"].map((service) => `--disable-${service}`);
  const args = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    ...quiet,
    `--disable-features=${without}`,
  ];
  return chromium.launch({ executablePath, headless: true, args });
}
