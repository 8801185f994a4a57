import { DeviceDesktopIcon, type Icon, MoonIcon, SunIcon } from '@primer/octicons-react';
import { useState } from 'react';
import { type ColorMode, setColorMode, storedColorMode } from '../../lib/color-mode.ts';
import { Menu } from '../../ui/menu.tsx';

const modes: readonly { mode: ColorMode; label: string; icon: Icon }[] = [
  { mode: 'auto', label: 'Like the system', icon: DeviceDesktopIcon },
  { mode: 'light', label: 'Light', icon: SunIcon },
  { mode: 'dark', label: 'Dark', icon: MoonIcon },
];

/** Light, dark, or like the system. */
export function ColorModeMenu() {
  const [mode, setMode] = useState(storedColorMode);
  const Current = modes.find((entry) => entry.mode === mode)?.icon ?? DeviceDesktopIcon;
  return (
    <Menu
      label="Colour theme"
      align="end"
      items={modes.map((entry) => ({
        key: entry.mode,
        label: entry.label,
        visual: <entry.icon />,
        isChosen: entry.mode === mode,
        onSelect: () => {
          setColorMode(entry.mode);
          setMode(entry.mode);
        },
      }))}
    >
      <Current />
    </Menu>
  );
}
