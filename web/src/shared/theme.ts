import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eef0fd',
  '#dadffa',
  '#b9c1f4',
  '#98a6ff',
  '#7686ec',
  '#5c6de2',
  '#4453c9',
  '#3a48b3',
  '#303c98',
  '#262f7a',
]

/** One accent colour; everything else is ink on paper, and the three colours of states. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  colors: { accent },
  fontFamily:
    "Inter, system-ui, -apple-system, 'Segoe UI', 'PingFang TC', 'Noto Sans TC', 'Noto Sans CJK TC', 'Microsoft JhengHei', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', 'Noto Sans Mono CJK TC', monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
})

export const variables: CSSVariablesResolver = () => ({
  variables: { '--mantine-color-dimmed': 'var(--soft)', '--mantine-color-anchor': 'var(--accent)' },
  light: {
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': 'var(--bad)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--soft)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-body': '#1a1d22',
    '--mantine-color-placeholder': '#969da9',
    '--mantine-color-error': 'var(--bad)',
  },
})
