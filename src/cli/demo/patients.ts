import type { AllergyName, ConditionName } from './histories.js';

export interface DemoPatient {
  given: string;
  family: string;
  born: string;
  sex: 'female' | 'male' | 'other';
  /** Since when, by condition. */
  conditions: Partial<Record<ConditionName, string>>;
  allergies: readonly AllergyName[];
}

function patient(
  given: string,
  family: string,
  born: string,
  sex: DemoPatient['sex'],
  conditions: DemoPatient['conditions'] = {},
  ...allergies: AllergyName[]
): DemoPatient {
  return { given, family, born, sex, conditions, allergies };
}

/** The patients of each facility, by its place in the list of facilities. Nobody bears these names. */
export const PATIENTS: readonly (readonly DemoPatient[])[] = [
  [
    patient('Barnaby', 'Applethwaite', '1951-04-17', 'male', { hypertension: '2004-09', diabetes: '2011-02' }, 'amoxicillin'),
    patient('Clementine', 'Bramblewick', '1987-11-02', 'female', { migraine: '2009' }),
    patient('Ignatius', 'Candlewright', '1969-01-30', 'male', { fibrillation: '2019-06', hypertension: '2012' }, 'aspirin'),
    patient('Marigold', 'Dovecroft', '2016-05-21', 'female', { asthma: '2020-03' }),
    patient('Phineas', 'Eveningale', '1978-08-08', 'male', { backPain: '2021-10', lipids: '2018' }),
    patient('Rosalind', 'Foxglovely', '1944-12-24', 'female', { hypertension: '1999', fibrillation: '2015-01' }, 'codeine', 'latex'),
    patient('Thaddeus', 'Gooseberry', '2019-02-14', 'male', { cold: '2025-01-20' }, 'amoxicillin'),
    patient('Verity', 'Hazelnutt', '1993-06-19', 'female', { anxiety: '2020-11' }),
    patient('Ambrose', 'Inkpenny', '1960-10-05', 'male', { diabetes: '2014-07', lipids: '2014-07' }),
    patient('Beatrix', 'Jollybrook', '1982-03-27', 'female', { bladderInfection: '2024-05-11', reflux: '2022' }),
    patient('Caspian', 'Kettleworth', '2013-09-09', 'male', {}),
    patient('Dorothea', 'Lilypond', '1956-07-15', 'female', { kneeArthrosis: '2017-04', hypertension: '2008' }, 'ibuprofen'),
    patient('Ezekiel', 'Mossgather', '1974-02-28', 'male', { reflux: '2016' }),
    patient('Florence', 'Nightjar', '1999-05-12', 'female', {}, 'latex'),
    patient('Gideon', 'Oatcake', '1938-11-11', 'male', { fibrillation: '2010', diabetes: '2001', hypertension: '1995' }, 'aspirin'),
    patient('Hyacinth', 'Plumtree', '2021-08-30', 'female', {}),
    patient('Isidore', 'Quincewell', '1990-01-06', 'other', { asthma: '2001' }),
    patient('Jessamy', 'Rookhaven', '1965-09-23', 'female', { backPain: '2019-08' }, 'codeine'),
  ],
  [
    patient('Lysander', 'Sagebrushel', '1971-06-01', 'male', { hypertension: '2013', reflux: '2020' }),
    patient('Minerva', 'Tumbleworth', '1985-12-12', 'female', { migraine: '2003' }, 'ibuprofen'),
    patient('Nathaniel', 'Umberfield', '1949-03-03', 'male', { diabetes: '2006', kneeArthrosis: '2018-09' }),
    patient('Ophelia', 'Vinegaroon', '2001-10-31', 'female', {}),
    patient('Percival', 'Windlestraw', '1977-04-04', 'male', { backPain: '2022-02', anxiety: '2022-06' }),
    patient('Quintessa', 'Xanthippe-Moon', '1963-08-18', 'female', { lipids: '2011', hypertension: '2015' }, 'amoxicillin'),
    patient('Rutherford', 'Yellowcreek', '1996-02-20', 'male', { kneeArthrosis: '2024-03' }),
    patient('Seraphina', 'Zephyrhill', '1989-07-07', 'female', { bladderInfection: '2025-03-02' }),
    patient('Tobias', 'Agatestone', '2010-01-15', 'male', { asthma: '2014-11' }),
    patient('Ursula', 'Bluemesa', '1954-05-29', 'female', { hypertension: '2002', lipids: '2002', diabetes: '2012' }, 'latex'),
    patient('Valentine', 'Cottonwoodly', '1980-11-19', 'other', {}),
    patient('Winifred', 'Driftwater', '1932-09-01', 'female', { fibrillation: '2012', kneeArthrosis: '2005' }, 'aspirin', 'codeine'),
  ],
];
