// The library as one object, for pages that are written from it: each of its entry points, and all their names together.
import * as root from "nndl";
import * as adversarial from "nndl/adversarial";
import * as analysis from "nndl/analysis";
import * as arithmetic from "nndl/arithmetic";
import * as check from "nndl/check";
import * as ensemble from "nndl/ensemble";
import * as formats from "nndl/formats";
import * as functions from "nndl/functions";
import * as generative from "nndl/generative";
import * as images from "nndl/images";
import * as presets from "nndl/presets";
import * as random from "nndl/random";
import * as sources from "nndl/sources";
import * as spec from "nndl/spec";
import * as testing from "nndl/testing";
import * as universality from "nndl/universality";

export const entries = {
  nndl: root,
  "nndl/adversarial": adversarial,
  "nndl/analysis": analysis,
  "nndl/arithmetic": arithmetic,
  "nndl/check": check,
  "nndl/ensemble": ensemble,
  "nndl/formats": formats,
  "nndl/functions": functions,
  "nndl/generative": generative,
  "nndl/images": images,
  "nndl/presets": presets,
  "nndl/random": random,
  "nndl/sources": sources,
  "nndl/spec": spec,
  "nndl/testing": testing,
  "nndl/universality": universality,
};

export const library = Object.assign({}, ...Object.values(entries));
