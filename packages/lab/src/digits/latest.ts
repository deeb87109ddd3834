/**
 * Does something slow with the newest value, one at a time; values that came meanwhile and are no longer the newest are
 * left out.
 */
export function latest<Value>(work: (value: Value) => Promise<void>): (value: Value) => void {
  let next: { readonly value: Value } | undefined;
  let isBusy = false;
  const workOn = async () => {
    isBusy = true;
    try {
      while (next !== undefined) {
        const { value } = next;
        next = undefined;
        await work(value);
      }
    } finally {
      isBusy = false;
    }
  };
  return (value) => {
    next = { value };
    if (!isBusy) void workOn();
  };
}
