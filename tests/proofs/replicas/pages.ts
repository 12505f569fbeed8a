import { addressOf, findRecords, pages } from "@/bin/check/pages.mjs";
import type { Stand } from "../../support/stand";
import { signInAs } from "../crash/load";
import { each } from "../gate/client";
import type { Farm } from "./farm";

/** Every page of the product, read from replicas: each is answered as it should be, and none asks for what no replica does. */
export async function openPages(farm: Farm, stand: Stand, broken: string[]) {
  const cookies = new Map<string, Promise<string>>();
  const cookieOf = (email: string) => {
    const known = cookies.get(email) ?? signInAs(farm.url, email, stand.password);
    cookies.set(email, known);
    return known;
  };
  const read = async (path: string, email: string | null) =>
    fetch(farm.url + path, {
      headers: { "accept-language": "cs", ...(email ? { cookie: await cookieOf(email) } : {}) },
      redirect: "manual",
      signal: AbortSignal.timeout(60_000),
    });
  const records = await findRecords(async (path, email) => (await read(path, email)).text());
  await each(pages, 3, async ({ name, path, email, status = 200 }) => {
    const answer = await read(addressOf(path, records), email);
    await answer.arrayBuffer();
    if (answer.status !== status) broken.push(`${name} was answered ${answer.status}`);
  });
  const { reads, left } = await farm.counted();
  if (left.refused) broken.push(`${left.refused} reads of pages asked for what no replica does`);
  if (reads === 0) broken.push("no page was read from a replica");
  return { "pages opened": pages.length, "reads of pages from replicas": reads };
}
