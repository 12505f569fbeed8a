import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { siteChoices } from "@/app/(public)/m/[slug]/site-choices";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import { requestLocale } from "@/server/i18n";
import type { SearchParams } from "@/server/page";
import { readTeam } from "@/server/views/registration-teams";
import { AskForm } from "../../../r/[link]/forms";
import { refusedForm } from "../../../refused";
import { ChangeMemberForm, ReplaceForm, WithdrawMemberForm } from "./forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cityTeam"))("member"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; link: string; member: string }>; searchParams: SearchParams };

/** One of a team, for its coordinator: to change, to put somebody else in his place, to withdraw. */
export default async function MemberPage({ params, searchParams }: Props) {
  const [{ slug, link, member: id }, search, t, r, locale, changing, replacing, asking, ...failed] = await Promise.all([
    params,
    searchParams,
    getTranslations("cityTeam"),
    getTranslations("registration"),
    requestLocale(),
    refusedForm("member.change"),
    refusedForm("member.replace"),
    refusedForm("member.ask"),
    refusedForm("member.withdraw"),
  ]);
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => {
    const [meeting, team] = await Promise.all([findMeeting(tx, slug), readTeam(tx, slug, link)]);
    const member = team?.members.find((known) => known.id === id);
    return { me, view: meeting && team && member && { meeting, team, member } };
  });
  if (!view) notFound();
  const { meeting, team, member } = view;
  const back = `/m/${slug}/t/${link}`;
  const page = `${back}/${id}`;
  const fixed = { slug, link, registrationId: id };
  const own = { fixed: { ...fixed, version: member.version }, page, back };
  const problem = failed.find((found) => found !== null)?.refused.sentence;
  const typed = changing?.typed ?? {
    name: [member.name],
    email: [member.email ?? member.officeEmail ?? ""],
    role: [member.role],
    site: [member.site],
    canOther: [member.canOther ? "yes" : "no"],
  };
  return (
    <PublicFrame demo={me.demo} letter>
      <ClientMessages namespaces={["registration", "cityTeam"]}>
        <div className="mx-auto grid max-w-xl gap-6">
          <div>
            <p className="text-soft">{t("of", { municipality: team.municipality.name })}</p>
            <h1>{member.name}</h1>
          </div>
          <SentForm search={search} />
          {problem && <Alert live title={problem} tone="bad" />}
          {member.withdrawn && <Alert title={t(member.replaced ? "replaced" : "memberWithdrawn")} tone="none" />}
          {member.changes && (
            <Card id="change" title={t("change")}>
              <ChangeMemberForm
                {...own}
                refused={changing?.refused}
                sites={siteChoices(meeting.sites, locale)}
                typed={typed}
              />
            </Card>
          )}
          {!member.changes && !member.withdrawn && (
            <Card id="ask" note={r("editOver")} title={r("ask")}>
              {member.asked ? (
                <p>{r("askedNote")}</p>
              ) : (
                <AskForm fixed={fixed} name="member.ask" page={page} refused={asking?.refused} typed={asking?.typed} />
              )}
            </Card>
          )}
          {member.withdrawable && (
            <Card id="replace" note={t("replaceNote")} title={t("replace")}>
              <ReplaceForm {...own} refused={replacing?.refused} typed={replacing?.typed ?? { role: [member.role] }} />
            </Card>
          )}
          {member.withdrawable && (
            <Card id="withdraw" note={t("withdrawMemberNote")} title={t("withdrawMember")}>
              <WithdrawMemberForm {...own} />
            </Card>
          )}
          <p>
            <LinkButton href={back} variant="secondary">
              {t("backToTeam")}
            </LinkButton>
          </p>
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}
