/** What Chromium and its kin are called. */
export const chromiumPrograms = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "Chromium",
  "Google Chrome",
];
