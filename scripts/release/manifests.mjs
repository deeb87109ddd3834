// What a release writes into the package.json of every package, and into the lock file.

const fields = ["repository", "homepage", "bugs"];

/** The addresses in the root's package.json that are still empty. */
export function missingAddresses(root) {
  return fields.filter((field) => !root[field]);
}

/** A package's manifest at a version, as are those of its own dependencies that are of this repository. */
export function atVersion(manifest, version, own) {
  const result = { ...manifest, version };
  for (const kind of ["dependencies", "devDependencies", "peerDependencies"]) {
    if (!manifest[kind]) continue;
    const entries = Object.entries(manifest[kind]);
    result[kind] = Object.fromEntries(entries.map(([name, range]) => [name, own.has(name) ? version : range]));
  }
  return result;
}

/** A manifest with the root's addresses, for a package that is published. */
export function withAddresses(manifest, root, directory) {
  const url = typeof root.repository === "string" ? root.repository : root.repository.url;
  return { ...manifest, repository: { type: "git", url, directory }, homepage: root.homepage, bugs: root.bugs };
}

/** The lock file, in which npm repeats the manifests of the repository's own packages. */
export function lockAtVersion(lock, version, own) {
  const isOwn = (path) => path === "" || (path.startsWith("packages/") && !path.includes("node_modules"));
  const entries = Object.entries(lock.packages);
  const packages = entries.map(([path, entry]) => [path, isOwn(path) ? atVersion(entry, version, own) : entry]);
  return { ...lock, version, packages: Object.fromEntries(packages) };
}
