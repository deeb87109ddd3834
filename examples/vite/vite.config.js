// A worker that is a module, like the page, may use `await` and import.
export default { worker: { format: "es" } };
