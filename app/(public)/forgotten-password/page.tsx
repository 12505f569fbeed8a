import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import { withActor } from "@/db/gate";
import { firstValue, type SearchParams } from "@/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("forgotten") };
}

/** Asks for a link that sets a new password; the answer does not tell who has an account. */
export default async function ForgottenPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, search] = await Promise.all([getTranslations("auth"), searchParams]);
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  return (
    <PublicFrame demo={demo}>
      <ClientMessages namespaces={["auth"]}>
        <h1 className="mb-6 text-2xl font-semibold">{t("forgotten")}</h1>
        <SentForm search={search} />
        {firstValue(search.sent) ? (
          <Alert className="max-w-xl" title={t("forgottenSent")} tone="good">
            {t("forgottenSentText")}
          </Alert>
        ) : (
          <Card className="max-w-md" id="forgotten" note={t("forgottenText")} title={t("forgottenCard")}>
            <CommandForm
              doneLabel={null}
              name="password.forgotten"
              redirectTo="/forgotten-password?sent=1"
              submitLabel={t("forgottenSend")}
            >
              <TextField
                autoComplete="username"
                label={t("email")}
                maxLength={254}
                name="email"
                required
                type="email"
              />
            </CommandForm>
          </Card>
        )}
        <p className="mt-6 text-sm">
          <Link href="/sign-in">{t("backToSignIn")}</Link>
        </p>
      </ClientMessages>
    </PublicFrame>
  );
}
