import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewPasswordFields } from "@/app/new-password-fields";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { withActor } from "@/db/gate";
import { findReset } from "@/db/queries/password-reset";
import { shortestPassword } from "@/lib/domain/account";
import type { SearchParams } from "@/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("reset"), robots: { index: false } };
}

type Props = { params: Promise<{ link: string }>; searchParams: SearchParams };

/** Where the mail leads: a new password for the account, once. Opening the page uses nothing up. */
export default async function ResetPage({ params, searchParams }: Props) {
  const [t, { link }, search] = await Promise.all([getTranslations("auth"), params, searchParams]);
  const { demo, email } = await withActor({ kind: "public" }, "read", async (tx, me) => ({
    demo: me.demo,
    email: await findReset(tx, link),
  }));
  return (
    <PublicFrame demo={demo}>
      <ClientMessages namespaces={["auth"]}>
        <h1 className="mb-6 text-2xl font-semibold">{t("reset")}</h1>
        <SentForm search={search} />
        {email === null ? (
          <Alert
            action={
              <Link className="inline-flex min-h-11 items-center" href="/forgotten-password">
                {t("resetAgain")}
              </Link>
            }
            className="max-w-xl"
            title={t("resetOver")}
            tone="warn"
          >
            {t("resetOverText")}
          </Alert>
        ) : (
          <Card className="max-w-md" id="reset" note={t("resetText")} title={email}>
            <CommandForm
              fixed={{ link }}
              name="password.reset"
              redirectTo="/sign-in?done=reset"
              submitLabel={t("resetSave")}
            >
              <NewPasswordFields
                again={t("resetNextAgain")}
                hint={t("resetHint", { count: shortestPassword })}
                label={t("resetNext")}
              />
            </CommandForm>
          </Card>
        )}
      </ClientMessages>
    </PublicFrame>
  );
}
