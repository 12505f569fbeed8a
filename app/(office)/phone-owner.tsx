"use client";
import { useEffect } from "react";
import { noteOwner, type Owner } from "@/app/phone/owner";

/** Tells this browser's store who is signed in: lists of somebody else leave, what he wrote waits for him. */
export function PhoneOwner({ userId, organisationId }: Owner) {
  useEffect(() => {
    if (noteOwner({ userId, organisationId }))
      void import("@/app/phone/forget").then(({ forgetOthers }) => forgetOthers(userId));
  }, [userId, organisationId]);
  return null;
}
