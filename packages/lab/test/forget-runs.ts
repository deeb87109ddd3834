/** For tests: the studio forgets what it keeps in the browser, as a reader has it forget, who leaves only when it is done. */
import type { Page } from "playwright-core";

export async function forgetRuns(page: Page): Promise<void> {
  const kept = page.getByText(/^Kept in this browser/);
  await kept.click();
  await page.getByRole("button", { name: "Forget all of them" }).click();
  await kept.waitFor({ state: "detached" });
}
