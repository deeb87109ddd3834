// What must be known of a reader before anything is painted.
{
  const root = document.documentElement;
  // The colours.
  try {
    const theme = localStorage.getItem("nndl-lab-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Where nothing may be kept, the system's colours hold.
  }
  // Whether the heights of all that is above a place must be true: who is led to one, or comes back to it, must not miss it.
  const isLed = location.hash !== "" || performance.getEntriesByType("navigation")[0]?.type !== "navigate";
  if (isLed) root.dataset.whole = "";
  // Elsewhere what is not on the first screen waits until that is painted (begin.js); where a page is painted before it is complete,
  // nobody knows yet what that is.
  else if (document.createElement("link").blocking?.supports("render")) root.dataset.opening = "";
  addEventListener("click", ({ target }) => {
    if (target.closest('a[href^="#"]') !== null) root.dataset.whole = "";
  });
  // What has come of a page when it is first painted would be laid out twice, once with the rest: that is waited for, but not for long.
  setTimeout(() => {
    if (document.getElementById("page-end") === null) delete root.dataset.opening;
    document.querySelector('link[rel="expect"]')?.remove();
  }, 400);
}
