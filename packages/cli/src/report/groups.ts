/** Results by experiment and form, in the book's order, the full ones first. */
import { experiments, summarize } from "@nndl/book";
import type { Result } from "./collect.ts";
import type { ResultGroup } from "./experiment-section.ts";

export function groupsOf(results: readonly Result[]): readonly ResultGroup[] {
  return experiments.flatMap((experiment) => {
    const own = results.filter((result) => result.experiment === experiment);
    const forms = [...new Set(own.map(({ form }) => form))].sort();
    return forms.map((form): ResultGroup => {
      const alike = own.filter((result) => result.form === form).sort((a, b) => a.stored.seed - b.stored.seed);
      const words = [experiment.name.replaceAll("/", "-"), ...(form === "" ? [] : [form.replaceAll(/[^\w]+/g, "-")])];
      return {
        id: words.join("-"),
        experiment,
        form,
        results: alike,
        summary: summarize(
          experiment,
          alike.map(({ stored }) => stored),
        ),
      };
    });
  });
}
