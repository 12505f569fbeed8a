import { keepServer } from "@/bin/start/serving.mjs";

/** Another server of the product on the suite's database, with settings of its own. */
export async function startSecondServer(port: number, settings: Record<string, string>) {
  const url = `http://127.0.0.1:${port}`;
  const own = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? ""]));
  const server = keepServer({
    env: { ...own, NODE_ENV: "production", PORT: String(port), NEXTAUTH_URL: url, ...settings },
    hold: { part() {} },
    say() {},
    prepared: Promise.resolve(),
  });
  await server.listening;
  return { url, stop: () => server.stop(10_000) };
}
