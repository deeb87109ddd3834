/** Gives the reader a file. */
export function download(content: BlobPart, name: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
