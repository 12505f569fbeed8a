"use client";
import dynamic from "next/dynamic";

/** Every page carries what would stand in its place, twice: here that is a name, and the rest comes when it is needed. */
export const LazyMissingPage = dynamic(() => import("@/components/layout/missing-page").then((it) => it.MissingPage));
