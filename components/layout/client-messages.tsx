import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

const always = ["common", "table", "charts"] as const satisfies readonly (keyof Messages)[];

/**
 * Sends the browser only the namespaces that its leaves read: the shared ones, and on a page with a leaf of its own
 * `<ClientMessages namespaces={["activity"]}>` around that leaf.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly (keyof Messages)[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const sent = Object.fromEntries([...always, ...namespaces].map((key) => [key, all[key]]));
  return <NextIntlClientProvider messages={sent}>{children}</NextIntlClientProvider>;
}
