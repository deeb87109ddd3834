// Asks for the scripts once there is something to read: before that they would only be in the way of what is painted first. It stands
// at the page's end, where it waits for the styles: a page that is complete without them would be laid out twice.
{
  const begin = () => {
    const later = document.querySelector("template[data-scripts]");
    later?.remove();
    if (later !== null) document.head.append(later.content);
  };
  try {
    new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length > 0) begin();
    }).observe({ type: "paint", buffered: true });
  } catch {
    // An old browser does not say when it has painted.
  }
  // Nor does one that paints nothing, in a tab that nobody looks at.
  addEventListener("load", () => setTimeout(begin, 1000));
}
