"""Invented and common given names, so that the model learns to copy a name and not to guess it."""

COMMON = """Kim Ana Ben Mia Leo Zoe Tom Eva Max Ida Sam Lea Jan Noa Ian Amy Raj Lin Mei Yui Ken Rin Sora Hana Aiko Yuki
Haruto Sakura Ren Akira Emi Daichi Kenji Naoko Wei Ming Li Xia Hao Jun Fang Ying Bo Chen Lan Minh Linh Thao Anh Maria
Jose Juan Carlos Lucia Sofia Diego Pablo Elena Carmen Javier Pedro Ines Rosa Luis Marta Hugo Anna Lena Paul Felix Emma
Lukas Jonas Finn Greta Klaus Heidi Otto Frieda Hans Ingrid Bjorn Astrid Lars Freya Sven Nils Olaf Pierre Marie Claire
Louis Camille Jules Chloe Manon Luc Amelie Theo Giulia Marco Luca Paolo Chiara Matteo Olga Ivan Boris Natasha Dmitri
Katya Sasha Misha Anya Igor Aleksei Fatima Omar Ali Layla Hassan Aisha Yusuf Amira Karim Zainab Ibrahim Noor Priya
Arjun Anita Vikram Deepa Ravi Sunita Kavya Rohan Meera Kwame Ama Kofi Abena Chidi Ngozi Zuri Jabari Amara Tunde Sipho
Thandi James Mary John Linda Robert Susan Michael Karen David Lisa Daniel Nancy Mark Sarah Steven Laura Kevin Julia
Brian Emily George Helen Edward Alice Oliver Grace Harry Ruby Jack Lily Charlie Ella Oscar Poppy Archie Isla Freddie
Ivy Alex Robin Jamie Taylor Jordan Casey Riley Morgan Quinn Avery Rowan Sage Skyler Dana Toni Nicky Jo Pat Lou Mateo
Valentina Thiago Camila Bruno Larissa Joao Beatriz Tiago Agnes Piotr Zofia Kasia Marek Eszter Laszlo Zsofia Milan
Jelena Dragan Ioana Andrei Elif Emre Ayse Mehmet Yael Avi Miriam Eitan Dimitris Eleni Nikos Siobhan Niamh Cillian Aoife
Rhys Carys Gwen Dylan Hamish Ailsa Kai Leilani Moana Tane Aroha Nia Jade Max Zack Becky Steph Andy Nick Josh Matt Beth""".split()

ONSETS = "b c d f g h j k l m n p r s t v w y z br ch cl dr fl gr kr ph pr sh sl st th tr zh qu x sk sn bl".split()
VOWELS = "a e i o u a e i o a e ai ei ia ee oo ou y io ea".split()
ENDINGS = " n r l s m k t x na ra la ndo lia ris th ck nn ty by ley mir sha vin dor wyn bel zo ".split(" ")


def invented_name(rng):
    """A name that most likely nobody bears: one to three syllables and an ending."""
    parts = []
    for i in range(rng.choice((1, 1, 2, 2, 2, 3))):
        onset = "" if i == 0 and rng.random() < 0.15 else rng.choice(ONSETS)
        parts.append(onset + rng.choice(VOWELS))
    name = "".join(parts) + rng.choice(ENDINGS)
    if len(name) < 2:
        name += rng.choice("nrlsm")
    return name[0].upper() + name[1:11]


def any_name(rng):
    """A given name with a capital: every second one is invented."""
    return invented_name(rng) if rng.random() < 0.5 else rng.choice(COMMON)
