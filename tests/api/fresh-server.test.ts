import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { factorSetting } from "@/lib/domain/second-factor";
import { signInAs } from "../proofs/crash/load";
import { commandLine } from "../support/command-line";
import { type ServerProcess, startServer } from "../support/process";

const name = "hlidka_fresh_server";
const at = (url = "", database = name) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
const superuser = connect(at(process.env.HLIDKA_TEST_SUPERUSER_URL, "postgres"), 1);
const env = {
  DATABASE_URL: at(process.env.DATABASE_URL),
  DATABASE_OWNER_URL: at(process.env.DATABASE_OWNER_URL),
  DATABASE_BACKUP_URL: at(process.env.DATABASE_BACKUP_URL),
};
let server: ServerProcess;
let cookie = "";

// As the README says it: a database, its schema, the operator, one account.
beforeAll(async () => {
  await superuser.unsafe(`create database ${name} owner hlidka_owner`);
  const there = commandLine(env);
  const done = async (...args: string[]) => {
    const { status, stdout, stderr } = await there(...args);
    if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  await done("migrate");
  await done("organisation", "add", "--kind", "operator", "--slug", "provoz", "--name", "Provozovatel");
  const person = ["--organisation", "provoz", "--email", "admin@mesto.example", "--name", "Správce"];
  const password = await done("user", "add", ...person, "--role", "admin");
  await withoutSecondStep();
  server = await startServer(env);
  cookie = await signInAs(server.url, "admin@mesto.example", password);
});
afterAll(async () => {
  await server?.stop();
  await superuser.unsafe(`drop database ${name} with (force)`);
  await superuser.end();
});

/** The second step of signing in, which such a server asks for, is tried elsewhere. */
async function withoutSecondStep() {
  const there = connect(at(process.env.HLIDKA_TEST_SUPERUSER_URL), 1);
  await there.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update settings set value = '"offered"' where key = ${factorSetting}`;
  });
  await there.end();
}

const get = async (path: string) => {
  const answer = await fetch(`${server.url}${path}`, { headers: { cookie, "accept-language": "cs" } });
  return { status: answer.status, text: await answer.text() };
};

test("whoever opens a fresh server of one's own is told what comes next, not to ask an administrator", async () => {
  const home = await get("/");
  expect(home.status).toBe(200);
  for (const words of ["Jak začít", "Přidejte město", "Pozvěte lidi", "Založte projekt"])
    expect(home.text).toContain(words);
  expect(home.text).not.toContain("Požádejte správce");
  const steps = home.text.slice(home.text.indexOf('id="first-steps"'));
  const links = [...steps.slice(0, steps.indexOf("</section>")).matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(links).toEqual(["/admin/organisation#add", "/admin/people?invite=1", "/projects/new"]);
  for (const href of links) expect([href, (await get(href ?? "")).status]).toEqual([href, 200]);
});

test("every page of the office stands without a single project", async () => {
  for (const path of ["/projects", "/admin/settings", "/admin/mail", "/admin/access", "/admin/rules", "/account"])
    expect([path, (await get(path)).status]).toEqual([path, 200]);
});
