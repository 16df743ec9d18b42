import { describe, expect, it } from 'vitest';
import { placeName, placeNames, valueName } from '../../components/chartNames';

const noon = (day: number): number => new Date(2026, 10, day, 12).getTime() / 1_000;
const DAY = 86_400;

describe('along a chart', () => {
  it('days are named as the language does', () => {
    const days = [noon(3), noon(4)];
    expect(placeNames(days, DAY, 'time', 'en')).toEqual(['Nov 3', 'Nov 4']);
    expect(placeNames(days, DAY, 'time', 'de')).toEqual(['3. Nov.', '4. Nov.']);
    expect(placeNames(days, DAY, 'time', 'ar')[0]).toContain('نوفمبر');
  });

  it('hours say their day once', () => {
    const names = placeNames([noon(3), noon(3) + 3_600, noon(4)], 3_600, 'time', 'de');
    expect(names).toEqual(['12:00\n3. Nov.', '13:00', '12:00\n4. Nov.']);
  });

  it('months say their year', () => {
    expect(placeNames([noon(3)], 30 * DAY, 'time', 'de')).toEqual(['Nov. 2026']);
  });

  it('numbers are those of the language, small ones by their power of ten', () => {
    expect(placeNames([0, 1_000], 1_000, 'number', 'de')).toEqual(['0', '1.000']);
    expect(valueName(0.25, 'de')).toBe('0,25');
    expect(valueName(0.00002, 'en')).toBe('2E-5');
    expect(valueName(null, 'en')).toBe('–');
    expect(placeName(7, 'number', 'en')).toBe('7');
    expect(placeName(noon(3), 'time', 'de')).toBe('03.11.2026, 12:00');
  });
});
