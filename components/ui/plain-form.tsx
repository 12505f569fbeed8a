import type { ReactNode } from "react";

/**
 * A command without fields that leaves the page: the browser posts it itself, with scripts or without, and is sent on.
 * For the frame of every page, which should not load the scripts of forms for it.
 */
export function PlainForm({ name, then, children }: { name: string; then: string; children: ReactNode }) {
  return (
    <form action={`/api/v1/commands/${name}`} data-sends="browser" method="post">
      <input name="commandId" type="hidden" value={crypto.randomUUID()} readOnly />
      <input name="returnTo" type="hidden" value={then} readOnly />
      <input name="backTo" type="hidden" value="/" readOnly />
      {children}
    </form>
  );
}
