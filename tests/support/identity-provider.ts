import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** A real provider of OpenID Connect on loopback, with a page that signs in whoever one says one is. */
export async function startIdentityProvider(redirectUris: string[]) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const client = { id: "hlidka", secret: "a secret of the test's own client" };
  // What it says on starting without an own key concerns nobody here.
  const warn = console.warn;
  console.warn = () => {};
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: redirectUris }],
    pkce: { required: () => true },
    cookies: { keys: ["test"] },
    claims: { openid: ["sub", "email"], amr: null },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    // Everybody carries the administrator's e-mail: it must open nothing.
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: "admin@hlidka.example" }) }),
    async loadExistingGrant(ctx) {
      const accountId = ctx.oidc.session?.accountId;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.id, ...(accountId && { accountId }) });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
  });
  console.warn = warn;
  const callback = provider.callback();
  server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (!url.pathname.startsWith("/interaction/")) return void callback(request, response);
    const accountId = url.searchParams.get("who");
    if (accountId) {
      const amr = url.searchParams.get("mfa") ? ["pwd", "mfa"] : ["pwd"];
      return void provider.interactionFinished(request, response, { login: { accountId, amr } });
    }
    response.setHeader("content-type", "text/html");
    response.end(
      `<form><label>Who <input name="who"></label><label><input type="checkbox" name="mfa" value="1">mfa</label><button>Go</button></form>`,
    );
  });
  return { issuer, client, stop: () => new Promise((resolve) => server.close(resolve)) };
}
