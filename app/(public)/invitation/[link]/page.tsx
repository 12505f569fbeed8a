import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { NewPasswordFields } from "@/app/new-password-fields";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import { withActor } from "@/db/gate";
import { findInvitation } from "@/db/queries/invitations";
import { shortestPassword } from "@/lib/domain/account";
import { errorSentence } from "@/lib/words";
import { requestLocale } from "@/server/i18n";
import { firstValue, type SearchParams } from "@/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invitation"))("title"), robots: { index: false } };
}

type Props = { params: Promise<{ link: string }>; searchParams: SearchParams };

/** Where the link of an invitation leads: the name, a password, and in. */
export default async function InvitationPage({ params, searchParams }: Props) {
  const [{ link }, search, t, tAuth, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("invitation"),
    getTranslations("auth"),
    requestLocale(),
  ]);
  const [id = "", token = ""] = link.split(".");
  const known = z.uuid().safeParse(id).success && /^[\w-]{20,100}$/.test(token);
  const found = known ? await findInvitation(id, token) : null;
  const { demo } = await withActor({ kind: "public" }, "read", async (_, me) => me);
  const error = firstValue(search.error);
  return (
    <PublicFrame demo={demo}>
      <ClientMessages namespaces={["invitation"]}>
        <h1 className="mb-6 text-2xl font-semibold">{t("title")}</h1>
        {!found && (
          <Alert
            action={
              <LinkButton href="/sign-in" variant="secondary">
                {tAuth("submit")}
              </LinkButton>
            }
            title={t("gone")}
            tone="bad"
          >
            {t("goneText")}
          </Alert>
        )}
        {found && error && <Alert className="mb-6" title={errorSentence(locale, { key: error })} tone="bad" />}
        {found && (
          <Card note={t("text", { organisation: found.organisation, email: found.email })} title={t("welcome")}>
            <CommandForm
              className="max-w-md"
              fixed={{ invitationId: id, token }}
              doneLabel={null}
              name="invitation.accept"
              redirectTo="/"
              submitLabel={t("submit")}
            >
              <input autoComplete="username" hidden readOnly value={found.email} />
              <TextField autoComplete="name" defaultValue={found.name} label={t("name")} maxLength={200} name="name" />
              <NewPasswordFields
                again={t("again")}
                hint={t("passwordHint", { count: shortestPassword })}
                label={t("password")}
              />
            </CommandForm>
          </Card>
        )}
      </ClientMessages>
    </PublicFrame>
  );
}
