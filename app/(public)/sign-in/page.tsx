import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import { withActor } from "@/db/gate";
import { codePage } from "@/lib/domain/address";
import { demoAccounts } from "@/lib/domain/demo";
import { env } from "@/lib/env";
import { errorSentence } from "@/lib/words";
import { requestLocale } from "@/server/i18n";
import { firstValue, type SearchParams } from "@/server/page";
import { samePlace, sessionCredential, waitingStep } from "@/server/session/cookies";
import { ssoProviders } from "@/server/session/sso-providers";

/** What next-auth calls the failures of single sign-on. */
const ofProvider = /^(OAuth|Callback$|AccessDenied$|Configuration$)/;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, locale, search] = await Promise.all([getTranslations("auth"), requestLocale(), searchParams]);
  const next = samePlace(firstValue(search.next));
  const error = firstValue(search.error);
  const credential = await sessionCredential();
  const signedIn = credential && (await withActor(credential, "read", async () => true).catch(() => false));
  if (signedIn) redirect(next);
  if (!firstValue(search.again) && !error && (await waitingStep())) redirect(codePage(next));
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  const providers = ssoProviders(env());
  const password = demo ? env().HLIDKA_DEMO_PASSWORD : undefined;
  return (
    <PublicFrame demo={demo}>
      <ClientMessages namespaces={["auth"]}>
        <h1 className="mb-6 text-2xl font-semibold">{t("title")}</h1>
        {firstValue(search.done) === "reset" && <Alert className="mb-6" title={t("resetDone")} tone="good" />}
        {error && (
          <Alert
            title={errorSentence(locale, { key: ofProvider.test(error) ? "ssoFailed" : error })}
            tone="bad"
            className="mb-6"
          />
        )}
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,22rem)_1fr]">
          <Card title={t("withPassword")}>
            <CommandForm
              fixed={{ next }}
              doneLabel={null}
              name="session.create"
              redirectTo={next}
              submitLabel={t("submit")}
            >
              <TextField autoComplete="username" label={t("email")} name="email" required type="email" />
              <TextField
                autoComplete="current-password"
                label={t("password")}
                name="password"
                required
                type="password"
              />
            </CommandForm>
            <p className="mt-4 text-sm">
              <Link href="/forgotten-password">{t("forgotten")}</Link>
            </p>
            {providers.length > 0 && (
              <ul className="mt-6 grid gap-3 border-t border-line pt-4">
                {providers.map(({ id, name }) => (
                  <li key={id}>
                    <a
                      className={buttonClass("secondary", "md", "w-full")}
                      href={`/api/sso/${id}?next=${encodeURIComponent(next)}`}
                    >
                      {t("sso", { name })}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {password && <DemoCards next={next} password={password} />}
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}

async function DemoCards({ next, password }: { next: string; password: string }) {
  const [t, tRoles] = await Promise.all([getTranslations("auth"), getTranslations("roles")]);
  const cards = demoAccounts.map((account) => (
    <li className="flex flex-col rounded-md border border-line bg-card p-4" key={account.email}>
      <h3 className="font-semibold">
        {tRoles(account.role)}
        {account.city && <span className="font-normal text-soft"> · {account.city}</span>}
      </h3>
      <p className="mt-1 flex-1 text-sm text-soft">{t(`does.${account.role}`)}</p>
      <p className="mt-2 mb-3 text-sm break-all">{account.email}</p>
      <CommandForm
        fixed={{ email: account.email, password, next }}
        doneLabel={null}
        name="session.create"
        redirectTo={next}
      >
        <Button className="w-full" type="submit" variant="secondary">
          {t("enter")}
          <span className="sr-only"> {account.email}</span>
        </Button>
      </CommandForm>
    </li>
  ));
  const main = demoAccounts.filter((account) => account.main).length;
  return (
    <section aria-labelledby="demo-accounts">
      <h2 className="text-lg font-semibold" id="demo-accounts">
        {t("demoTitle")}
      </h2>
      <p className="mb-4 text-sm text-soft">{t("demoText")}</p>
      <ul className="grid gap-4 sm:grid-cols-2">{cards.slice(0, main)}</ul>
      <details className="mt-4">
        <summary className="py-2.5 text-link">{t("otherAccounts")}</summary>
        <ul className="mt-4 grid gap-4 sm:grid-cols-2">{cards.slice(main)}</ul>
      </details>
    </section>
  );
}
