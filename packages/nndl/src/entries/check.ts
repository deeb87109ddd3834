/** The checks at this library's borders, for whoever puts something of their own before or behind it. Loads nothing else. */
export {
  array,
  boolean,
  finite,
  integer,
  isInside,
  knownKeys,
  oneOf,
  plainObject,
  positiveInteger,
  type Range,
  text,
  type Where,
} from "../check.ts";
export type * from "../error-codes.ts";
export {
  type Complaint,
  complaintAbout,
  NndlError,
  type StateComplaint,
  show,
  type ValueComplaint,
} from "../errors.ts";
export { cannotWrite } from "../platform/atomic-write.ts";
export { systemReason } from "../platform/system-reason.ts";
