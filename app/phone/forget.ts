import { dropPages } from "./pages";
import { openStore } from "./store";

/** Takes names and pages off the phone; what was not sent stays, for whoever made it. */
export async function forgetNames(): Promise<void> {
  const store = openStore(() => undefined);
  await store.lists.clear();
  store.close();
  await dropPages();
}
