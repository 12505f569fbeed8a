import type { AsyncLocalStorage } from "node:async_hooks";
import { cookies as cookiesOfPage, headers as headersOfPage } from "next/headers";

/** What a request says, and the cookies that its answer gets. */
export type Asked = {
  headers: Pick<Headers, "get">;
  cookies: Pick<Awaited<ReturnType<typeof cookiesOfPage>>, "get" | "has" | "set" | "delete">;
};

declare global {
  /** Set by bin/gate/api.ts around the handlers that it calls without the framework, whose own scope is not there. */
  var hlidkaAsked: AsyncLocalStorage<Asked> | undefined;
}

/** Whether the gate takes the answer, which looks for its text and not for its stream. */
export const isForGate = (): boolean => globalThis.hlidkaAsked?.getStore() !== undefined;

/** The headers of the request that the present code answers, whoever called it. */
export const headers = async (): Promise<Asked["headers"]> =>
  globalThis.hlidkaAsked?.getStore()?.headers ?? headersOfPage();

/** Its cookies; those that are set go on the answer. */
export const cookies = async (): Promise<Asked["cookies"]> =>
  globalThis.hlidkaAsked?.getStore()?.cookies ?? cookiesOfPage();
