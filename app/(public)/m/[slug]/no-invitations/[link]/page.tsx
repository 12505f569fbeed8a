import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { withActor } from "@/db/gate";
import { findInvited } from "@/db/queries/round-invitations";
import { ObjectForm } from "./object-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("noInvitations"), robots: { index: false } };
}

/** Where an invited address objects to invitations. Opening it changes nothing, its button does. */
export default async function NoInvitationsPage({ params }: { params: Promise<{ slug: string; link: string }> }) {
  const [{ slug, link }, t] = await Promise.all([params, getTranslations("registration")]);
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => ({
    me,
    view: await findInvited(tx, slug, link),
  }));
  if (!view) notFound();
  const { email, objected } = view;
  return (
    <PublicFrame demo={me.demo} letter>
      <ClientMessages namespaces={["registration"]}>
        <div className="mx-auto grid max-w-xl gap-4">
          <h1>{t("noInvitations")}</h1>
          {objected ? (
            <Alert tone="good">{t("noInvitationsText", { email })}</Alert>
          ) : (
            <>
              <p className="wrap-anywhere">{t("noInvitationsAsk", { email })}</p>
              <ObjectForm fixed={{ slug, link }} page={`/m/${slug}/no-invitations/${link}`} />
            </>
          )}
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}
