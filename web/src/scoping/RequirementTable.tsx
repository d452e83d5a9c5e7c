import { Text } from '@mantine/core'
import type { RequirementValue } from '../api/types'
import { Interval } from '../shared/charts/Interval'
import { State } from '../shared/State'
import { PlainTable, type Column } from '../shared/Tables'
import { useWords } from '../shared/use'

interface Props {
  items: RequirementValue[]
  brief?: boolean
  /** Whose values were measured when it was registered, and which version is measured in use: not always the same. */
  latest?: string | null
  serving?: string | null
}

/** Each requirement with its live value, its interval drawn against its bound, and its judgement. */
export function RequirementTable({ items, brief, latest, serving }: Props) {
  const { t, said, measured, interval } = useWords()
  const columns: Column<RequirementValue>[] = [
    {
      key: 'r',
      head: t('charter.requirement'),
      text: true,
      cell: (r) => (
        <div>
          <span className="mono">{r.text}</span>
          {!brief && r.sentence && (
            <Text size="xs" className="soft">
              {said(r.sentence)}
            </Text>
          )}
        </div>
      ),
    },
  ]
  // where there is little room a judgement stands beneath its value
  const judged = (value: string, outcome: RequirementValue['outcome']) => (
    <div>
      {value}
      {brief && (
        <div>
          <State of={outcome} />
        </div>
      )}
    </div>
  )
  columns.push({
    key: 'v',
    head: latest ? t('charter.value.of', { version: latest }) : t('charter.value'),
    num: true,
    cell: (r) => judged(measured(r.value, r.unit), r.outcome),
  })
  if (!brief)
    columns.push({
      key: 'i',
      head: t('charter.interval'),
      cell: (r) => (
        <div>
          <Interval value={r.value} low={r.low} high={r.high} bound={r.boundValue} label={`${r.text}: ${measured(r.value, r.unit)}`} />
          <Text size="xs" className="soft num">
            {interval(r.low, r.high, r.unit)}
          </Text>
        </div>
      ),
    })
  if (!brief) columns.push({ key: 'j', head: t('charter.judgement'), cell: (r) => <State of={r.outcome} /> })
  if (items.some((r) => r.live))
    columns.push({
      key: 'l',
      head: serving ? t('charter.inuse.of', { version: serving }) : t('charter.inuse'),
      num: true,
      cell: (r) =>
        r.live && (
          <div>
            {judged(measured(r.live.value, r.unit), r.live.outcome)}
            {!brief && (
              <Text size="xs" className="soft num">
                {interval(r.live.low, r.live.high, r.unit)}
              </Text>
            )}
          </div>
        ),
    })
  if (!brief && items.some((r) => r.live))
    columns.push({ key: 'k', head: t('charter.inuse.judgement'), cell: (r) => r.live && <State of={r.live.outcome} /> })
  return <PlainTable rows={items} columns={columns} id={(r) => r.text} label={t('charter.requirements')} />
}
