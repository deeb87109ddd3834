import { expect } from "vitest";
import { NndlError } from "../errors.ts";

/** For tests: the NndlError that the act throws. Fails when it throws nothing, or anything else. */
export function refused(act: () => unknown): NndlError {
  try {
    act();
  } catch (error) {
    return asNndlError(error);
  }
  throw new Error("nothing was refused");
}

/** For tests: the NndlError that the promise rejects with. Fails when it resolves, or rejects with anything else. */
export async function refusedLater(promise: Promise<unknown>): Promise<NndlError> {
  const outcome = await promise.then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  );
  return asNndlError(outcome.error);
}

function asNndlError(error: unknown): NndlError {
  expect(error).toBeInstanceOf(NndlError);
  return error as NndlError;
}
