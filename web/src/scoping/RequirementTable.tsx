import { Text } from '@mantine/core'
import type { RequirementValue } from '../api/types'
import { Interval } from '../shared/charts/Interval'
import { State } from '../shared/State'
import { useWords } from '../shared/use'

/** Each requirement with its live value, its interval drawn against its bound, and its judgement. */
export function RequirementTable({ items, brief }: { items: RequirementValue[]; brief?: boolean }) {
  const { t, measured, interval } = useWords()
  const inUse = items.some((r) => r.live)
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t('charter.requirements')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('charter.requirement')}</th>
            <th scope="col" className="num">
              {t('charter.value')}
            </th>
            {!brief && <th scope="col">{t('charter.interval')}</th>}
            <th scope="col">{t('charter.judgement')}</th>
            {inUse && (
              <>
                <th scope="col" className="num">
                  {t('charter.inuse')}
                </th>
                <th scope="col">{t('charter.inuse.judgement')}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((r) => (
            <tr key={r.text}>
              <td>
                <span className="mono">{r.text}</span>
                {!brief && r.sentence && (
                  <Text size="xs" className="soft">
                    {r.sentence}
                  </Text>
                )}
              </td>
              <td className="num">{measured(r.value, r.unit)}</td>
              {!brief && (
                <td>
                  <Interval
                    value={r.value}
                    low={r.low}
                    high={r.high}
                    bound={r.boundValue}
                    label={`${r.text}: ${measured(r.value, r.unit)}`}
                  />
                  <Text size="xs" className="soft num">
                    {interval(r.low, r.high, r.unit)}
                  </Text>
                </td>
              )}
              <td>
                <State of={r.outcome} />
              </td>
              {inUse && (
                <>
                  <td className="num">
                    {r.live ? measured(r.live.value, r.unit) : ''}
                    {!brief && r.live && (
                      <Text size="xs" className="soft num">
                        {interval(r.live.low, r.live.high, r.unit)}
                      </Text>
                    )}
                  </td>
                  <td>{r.live && <State of={r.live.outcome} />}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
