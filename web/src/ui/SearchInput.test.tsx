import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { SearchInput } from "./SearchInput";

test("a search that is cleared from outside stays so, whatever was about to be told", async () => {
  const told = vi.fn();
  function Page() {
    const [value, setValue] = useState("ada");
    return (
      <>
        <SearchInput
          label="Search"
          value={value}
          onChange={(next) => {
            told(next);
            setValue(next);
          }}
          delay={500}
        />
        <button type="button" onClick={() => setValue("")}>
          Clear the search
        </button>
      </>
    );
  }
  render(<Page />);
  const user = userEvent.setup();
  const input = screen.getByRole("searchbox") as HTMLInputElement;
  await user.type(input, "x");
  await user.click(screen.getByRole("button", { name: "Clear the search" }));
  expect(input.value).toBe("");
  await act(() => new Promise((resolve) => setTimeout(resolve, 600)));
  expect(told).not.toHaveBeenCalled();
  expect(input.value).toBe("");
});
