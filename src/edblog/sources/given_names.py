"""Given names that many students have, to tell `emma-johnson` from `student-work`; those that are also words are left out."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aaliyah aaron abdul abel abigail abraham adalyn adam addison adela adeline adolfo adrian adriana adrienne agnes ahmed aidan aiden
    ainsley aisha ajay akira alan alana albert alberto alejandra alejandro alessandra alex alexa alexander alexandra alexis alfonso alfredo
    ali alice alicia alina alison aliyah allison alma alonso alondra alvaro alyssa amalia amanda amara amari amelia amelie amina amir amira amy
    ana anahi anais anastasia andre andrea andreas andres andrew andy angela angelica angelina angelo anika anita anjali ann anna annabelle
    anne annie anthony antoine antonia antonio anya aranza araceli ariana ariel armando arnav arturo arya asher ashley aubrey audrey aurora ava
    avery axel ayana ayden ayesha aylin barbara beatriz becky belen ben benito benjamin bernardo beth bethany bianca bilal blanca bobby
    brad braden brady brandon brayden brenda brendan brenna brett brian briana brianna bridget brittany brooklyn bruno bryan bryce bryson
    caden caitlin caleb callie calvin camila camilo camryn cameron carla carlos carly carmen carmelo carolina caroline carolyn carson carter
    casey cassandra cassidy catalina catherine cayden cecilia celeste celia cesar charlie charlotte chelsea cheryl chloe chris christina
    christine christopher cindy claire clara clarissa claudia cody colin connor consuelo cooper corey cristian cristina cristobal crystal
    cynthia daisy damian damien dana daniel daniela danielle danny dante daphne darius darren david dayana deandre deanna deborah delilah denise
    dennis derek desiree destiny devin devon diana diego dmitri dolores dominic dominique donna dorothy dulce dylan ebony eddie edgar eduardo
    edward edwin eileen elaine eleanor elena eli eliana elias elijah elisa elise eliza elizabeth ella ellen ellie elliott eloise elsa emanuel
    emiliano emilia emilio emily emma emmanuel enrique eric erica erick erik erika ernesto esmeralda esperanza esteban estela esther estrella
    ethan eugene eva evan evelyn ezekiel ezra fabian fabiola fatima federico felicia felicity felipe felix fernanda fernando fiona francesca
    francisco freddy frida gabriel gabriela gabriella gael gavin genesis genevieve george gerald gerardo gianna gilberto gina giovanni giselle
    gloria gonzalo graciela greg gregory greta guadalupe guillermo gustavo gwendolyn hailey haley hannah hanna harper harry hassan hayden hector
    heidi helen helena henry hilda hiroshi hudson hugo ian ibrahim ignacio imani ines ingrid irene isaac isabel isabela isabella isabelle isaiah
    isla ismael israel itzel ivan jace jack jackson jacob jacqueline jada jaden jaime jake jalen jamal james jamie jane janelle janet janice
    jared jasmin jasmine jason javier jayden jayla jeanette jeff jeffrey jennifer jenny jeremiah jeremy jerome jessica jesse jesus jill jimena
    jimmy joanna joaquin jocelyn joel joey john johnny jonah jonathan jorge jose joseph josephine joshua josiah josue juan juana juanita judith
    julia julian juliana julie juliet julio julissa justin kaden kaitlyn kai kara karen karina karla katherine kathleen kathryn katie kayden
    kayla kaylee keira keisha keith kelly kelsey kenji kennedy kenneth kevin keyla khadija khalil kiara kim kimberly kofi kristen kristina kwame
    kyle kylie laila lakshmi lamar laura lauren laurie layla leah leila leilani leo leon leonardo leonel leslie leticia levi liam lila lillian
    lilly lily linda lindsey lisa logan lola lorena lorenzo louis louise lucas lucia luciana lucy luis luisa luke luna luz lydia mackenzie
    maddox madeline madelyn madison maeve makayla malik malia manuel marcela marcelo marco marcos marcus margaret maria mariah mariam mariana
    maribel marie mariela marina mario marisol marissa marlon marta martha martin martina mary mason mateo matias matthew maureen mauricio
    maverick max maximiliano maya mayra megan mei melanie melissa mercedes mia micah michael micheal michelle miguel mikayla milagros milan
    mila milo ming miranda miriam mohamed mohammed moises molly monica monique morgan moses muhammad mustafa nadia nancy naomi natalia natalie
    natasha nathan nathaniel nayeli neha nestor nevaeh nia nicholas nick nicolas nicole nikhil nina noah noe noel noelle nolan nora norma nyla
    octavia odalys oliver olivia omar orlando oscar osvaldo owen pablo paige paloma pamela paola patricia patrick paul paula pedro peter peyton
    philip phillip phoebe pilar piper preston priscilla priya quentin quinn rachel rafael raj ramiro ramon randy raquel raul rebecca regina
    renata rene rhonda ricardo richard rigoberto riley rishi roberta roberto robert rocio rodolfo rodrigo roger rogelio roman romeo ronald
    rosa rosario rosemary roxana ruben rudy rukhsana russell ruth ryan ryder sabrina sadie saira salma salvador sam samantha samara samir samuel
    sandra santiago santino sara sarah sasha savannah sawyer scarlett scott sean sebastian selena serena sergio seth shane shania shannon sharon
    shaun shawn sheila shelby shirley shreya sierra silvia simon simone skylar sofia sonia sophia sophie stacy stella stephanie stephen steve
    steven susan susana sydney sylvia tamara tammy tania tanisha tanner tara tariq tatiana taylor teresa terrence theodore theresa thomas tiana
    tiffany timothy tina tobias todd tomas tony tracy travis trevor trinity tristan tyler tyrone uriel valentina valentino valeria valerie vanessa
    veronica vicente victor victoria vijay vincent violet virginia vivian wanda wei wendy wesley william willow wyatt xavier ximena xiomara
    yadira yahir yahya yareli yasmin yesenia yolanda yosef yuki yusuf yvonne zachary zahra zainab zara zion zoe zoey
    """.split()
)
