import { useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Meeting } from "@/db/queries/meetings";
import { mostMembers } from "@/lib/domain/registration";
import type { TeamView } from "@/server/views/registration-teams";

/** Who is in a team, how he stands, and where he is changed. */
export function Members({
  members,
  meeting,
  page,
}: {
  members: TeamView["members"];
  meeting: Pick<Meeting, "sites">;
  page: string;
}) {
  const t = useTranslations("cityTeam");
  const r = useTranslations("registration");
  const there = members.filter(({ withdrawn }) => !withdrawn).length;
  const site = (code: string) => meeting.sites.find((known) => known.code === code)?.name ?? r("siteAny");
  return (
    <Card id="members" note={t("count", { count: there, most: mostMembers })} title={t("members")}>
      {members.length === 0 && <p className="text-soft">{t("none")}</p>}
      <ul className="grid gap-3">
        {members.map((member) => (
          <li
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-3 first:border-t-0 first:pt-0"
            key={member.id}
          >
            <div className="min-w-0 flex-1 basis-56">
              <p className={member.withdrawn ? "text-soft line-through" : "font-medium"}>{member.name}</p>
              <p className="text-sm wrap-anywhere text-soft">
                {[
                  r(`roles.${member.role}`),
                  member.place?.site ?? site(member.site),
                  member.email ?? member.officeEmail,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              <Standing member={member} />
            </div>
            {!member.withdrawn && (
              <div className="flex flex-wrap gap-2">
                {member.own && (
                  <LinkButton aria-label={`${t("ownPage")}: ${member.name}`} href={member.own} variant="secondary">
                    {t("ownPage")}
                  </LinkButton>
                )}
                <LinkButton
                  aria-label={`${t("edit")}: ${member.name}`}
                  href={`${page}/${member.id}`}
                  variant="secondary"
                >
                  {t("edit")}
                </LinkButton>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** How somebody stands, in a word. */
function Standing({ member }: { member: TeamView["members"][number] }) {
  const t = useTranslations("cityTeam");
  const r = useTranslations("registration");
  if (member.replaced) return <StatePill tone="none">{t("replaced")}</StatePill>;
  if (member.withdrawn) return <StatePill tone="none">{r("states.withdrawn")}</StatePill>;
  return (
    <span className="flex flex-wrap gap-2">
      {member.place?.state === "seated" && <StatePill tone="good">{t("seated")}</StatePill>}
      {member.place?.state === "waiting" && (
        <StatePill tone="active">{t("waiting", { at: member.place.at ?? 0 })}</StatePill>
      )}
      {member.place?.state === "declined" && <StatePill tone="none">{t("declined")}</StatePill>}
      {!member.confirmed && <StatePill tone="warn">{t("unconfirmed")}</StatePill>}
      {member.confirmed && !member.place && <StatePill tone="good">{r("states.confirmed")}</StatePill>}
      {member.asked && <StatePill tone="warn">{r("states.asked")}</StatePill>}
    </span>
  );
}
