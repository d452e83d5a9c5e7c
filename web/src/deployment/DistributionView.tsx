import { Group, Text } from '@mantine/core'
import { enc, Problem, query } from '../api/client'
import { useGet } from '../api/queries'
import type { Distribution as Bins } from '../api/types'
import { SideBySide } from '../shared/charts/Bars'
import { Loaded } from '../shared/Page'
import { useWords } from '../shared/use'

/** What the column was when the model was trained, beside what it is now. */
export function Distribution({ endpoint, column, window }: { endpoint: string; column: string; window?: string | null }) {
  const { t, n, refusal, column: named } = useWords()
  const bins = useGet<Bins>(`/endpoints/${enc(endpoint)}/monitor/distribution${query({ column, window })}`)
  // that nothing can be compared yet is no fault
  if (bins.error instanceof Problem && bins.error.code.startsWith('monitor.'))
    return <Text className="soft">{`${refusal(bins.error.message)} ${refusal(bins.error.remedy)}`}</Text>
  return (
    <Loaded query={bins} lines={3}>
      {(d) => (
        <>
          <Group gap="lg" mb={4}>
            <Text size="xs">
              <span
                aria-hidden
                style={{ display: 'inline-block', width: 11, height: 11, border: '1.4px solid var(--soft)', marginRight: 5 }}
              />
              {t('monitor.reference')}
            </Text>
            <Text size="xs">
              <span aria-hidden style={{ display: 'inline-block', width: 11, height: 11, background: 'var(--accent)', marginRight: 5 }} />
              {t('monitor.current')}
            </Text>
          </Group>
          <SideBySide
            bins={inOrder(d.bins).map((b) => ({
              label: b.label === '(missing)' ? t('monitor.missing') : b.label || `${n(b.from)} … ${n(b.to)}`,
              reference: b.reference,
              current: b.current,
            }))}
            label={t('monitor.distribution', { column: named(column) })}
          />
        </>
      )}
    </Loaded>
  )
}

// values that are numbers stand in their order; what is missing, and what else there is, at the end
function inOrder(bins: Bins['bins']): Bins['bins'] {
  const number = (b: Bins['bins'][number]) => (b.label.trim() !== '' && Number.isFinite(Number(b.label)) ? Number(b.label) : Infinity)
  return bins.some((b) => number(b) < Infinity) ? [...bins].sort((a, b) => (number(a) === number(b) ? 0 : number(a) - number(b))) : bins
}
