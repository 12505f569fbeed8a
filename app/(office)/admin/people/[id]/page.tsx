import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { Panel } from "@/app/(office)/panel";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { StatePill } from "@/components/ui/badge";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { hasRole } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readPerson } from "@/server/views/people";
import { DelegationList } from "../../../delegation-list";
import { RoleFields } from "../role-fields";
import { RoleWord } from "../role-words";
import { EndedRoles, RolesList } from "../roles-list";
import { stateTone } from "../state-tone";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("people"))("oneTitle") };
}

/** One person: roles given and taken, let in or not, who stands in for whom. */
export default async function PersonPage({ params, searchParams }: Props) {
  const [{ id: asked }, search, t] = await Promise.all([params, searchParams, getTranslations("people")]);
  const id = recordId(asked);
  const path = `/admin/people/${id}`;
  const page = await readOfficePage(
    path,
    async (tx, me) => (can(me, "user.keep") ? readPerson(tx, id) : null),
    (me) => (can(me, "user.keep") ? "user" : undefined),
    { personId: id },
  );
  const { person, places, delegations, today, ended } = page.view;
  const self = id === page.me.userId;
  const kept = !self && person.state !== "erased";
  const edit = kept ? firstValue(search.edit) : undefined;
  const ending = kept ? person.roles.find((held) => held.id === firstValue(search.end)) : undefined;
  return (
    <AdminPage
      actions={
        kept && (
          <LinkButton href={`${path}?edit=role#form`} icon="plus">
            {t("grant")}
          </LinkButton>
        )
      }
      crumbs={[{ label: t("title"), href: "/admin/people" }, { label: person.name }]}
      note={<span className="break-all">{[person.email, person.organisation].filter(Boolean).join(" · ")}</span>}
      office={page}
      section="people"
      title={
        <>
          {person.name} <StatePill tone={stateTone[person.state]}>{t(`states.${person.state}`)}</StatePill>
        </>
      }
    >
      <ClientMessages namespaces={["people"]}>
        <div className="grid max-w-4xl gap-6">
          <SentForm search={search} />
          {self && <p className="text-soft">{t("yourself")}</p>}
          {edit === "role" && (
            <Panel back={path} fixed={{ userId: id }} name="role.grant" submit={t("grant")} title={t("grantTitle")}>
              <div className="grid items-end gap-4 md:grid-cols-2">
                <RoleFields admin={hasRole(page.me, "admin")} places={places} today={today} />
              </div>
            </Panel>
          )}
          {edit === "off" && (
            <Panel
              back={path}
              danger
              fixed={{ userId: id }}
              name="user.deactivate"
              submit={t("deactivate")}
              cancel={t("keep")}
              title={t("deactivateTitle", { name: person.name })}
            >
              <p className="wrap-anywhere">{t("deactivateText", { name: person.name })}</p>
            </Panel>
          )}
          {ending && (
            <Panel
              back={path}
              cancel={t("keep")}
              danger
              fixed={{ roleAssignmentId: ending.id }}
              name="role.end"
              submit={t("endRoleSubmit")}
              title={t("endRoleTitle", { name: person.name })}
            >
              <p className="wrap-anywhere">
                <b className="font-medium">
                  <RoleWord held={ending} />
                </b>
              </p>
              <p>{t("rolesNote")}</p>
            </Panel>
          )}
          <Card id="roles" note={t("rolesNote")} title={t("roles")}>
            <RolesList endAt={kept ? (role) => `${path}?end=${role}#form` : undefined} roles={person.roles} />
            <EndedRoles roles={ended} />
          </Card>
          <Card id="delegations" note={t("delegationsNote")} title={t("delegations")}>
            <DelegationList delegations={delegations} own={id} />
          </Card>
          {kept && (
            <Card id="access" title={t("access")}>
              <div className="flex flex-wrap gap-3">
                {(person.state === "invited" || person.state === "expired") && (
                  <CommandForm fixed={{ userId: id }} name="user.invite-again">
                    <Button type="submit" variant="secondary">
                      {t("inviteAgain")}
                    </Button>
                  </CommandForm>
                )}
                {person.state === "inactive" ? (
                  <CommandForm fixed={{ userId: id }} name="user.activate">
                    <Button type="submit" variant="secondary">
                      {t("activate")}
                    </Button>
                  </CommandForm>
                ) : (
                  <LinkButton href={`${path}?edit=off#form`} variant="secondary">
                    {t("deactivate")}
                  </LinkButton>
                )}
              </div>
            </Card>
          )}
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
