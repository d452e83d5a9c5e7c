import { Text } from '@mantine/core'
import type { Comparison } from '../api/types'
import { Forest } from '../shared/charts/Forest'
import { Panel } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'

/** The challenger beside the champion on the same newest rows; the dashed line is no difference. */
export function ComparisonView({ comparison: c }: { comparison: Comparison }) {
  const { t, said } = useWords()
  return (
    <Panel title={t('retrain.comparison')} aside={<State of={c.verdict} />}>
      <Text mb="sm">{said(c.sentence)}</Text>
      {(c.notes ?? []).map((note) => (
        <Text key={note} size="sm" mb="sm">
          {said(note)}
        </Text>
      ))}
      {c.measure && (
        <>
          <Text size="sm" fw={600} className="mono">
            {c.measure}
          </Text>
          <Forest
            rows={[
              { label: t('who.champion'), value: c.champion ?? null },
              { label: t('who.challenger'), value: c.challenger ?? null },
            ]}
            unit=""
            label={c.measure}
          />
          <Text size="sm" fw={600} mt="md">
            {t('retrain.difference', { measure: c.measure })}
          </Text>
          <Forest
            rows={[
              { label: t('eval.allrows'), value: c.difference ?? null, low: c.low, high: c.high },
              ...(c.slices ?? []).map((s) => ({ label: s.slice, value: s.difference, low: s.low, high: s.high })),
            ]}
            unit=""
            reference={0}
            label={t('retrain.comparison')}
          />
        </>
      )}
      {c.method && (
        <Text size="sm" className="soft" mt="xs">
          {said(c.method)}
        </Text>
      )}
    </Panel>
  )
}
