import { plusDays } from "./day";
import { type Meal, meals } from "./meeting";
import { type Dish, dishes } from "./registration";

type Stay = { startsOn: string; endsOn: string; firstMeal: Meal | null; lastMeal: Meal | null };
export type MealsOfDay = { day: string; meals: Meal[] };

/** Which meals a site serves on which day: from the first one of the first day to the last one of the last. */
export function mealsOf({ startsOn, endsOn, firstMeal, lastMeal }: Stay): MealsOfDay[] {
  const days: MealsOfDay[] = [];
  for (let day = startsOn; day <= endsOn; day = plusDays(day, 1)) {
    const from = day === startsOn && firstMeal ? meals.indexOf(firstMeal) : 0;
    const to = day === endsOn && lastMeal ? meals.indexOf(lastMeal) : meals.length - 1;
    days.push({ day, meals: meals.slice(from, to + 1) });
  }
  return days;
}

/** People who eat the same, by what they do not eat; null: taken away since. */
export type Diet = { dishes: Dish[] | null; people: number };

/**
 * How many eat what. A person counts once, under all that he asked for together, so that the sum is the number of
 * people; who asked for nothing comes first.
 */
export function dietsOf(guests: readonly { meals: readonly Dish[] | null }[]): Diet[] {
  const found = new Map<string, Diet>();
  for (const { meals: asked } of guests) {
    const kept = asked && dishes.filter((dish) => asked.includes(dish));
    const key = kept ? kept.join() : "?";
    const known = found.get(key);
    if (known) known.people += 1;
    else found.set(key, { dishes: kept, people: 1 });
  }
  const size = ({ dishes }: Diet) => dishes?.length ?? 99;
  return [...found.entries()]
    .sort(([a, one], [b, other]) => size(one) - size(other) || a.localeCompare(b, "en"))
    .map(([, diet]) => diet);
}
