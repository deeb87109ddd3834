// The reader's colours, before anything is painted.
try {
  const theme = localStorage.getItem("nndl-lab-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Where nothing may be kept, the system's colours hold.
}
