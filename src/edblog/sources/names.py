"""Lists of words by which names are told from other words with capital letters; all in small letters and without accents."""

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
"""Given names that many students have, to tell `emma-johnson` from `student-work`; those that are words as well are left out."""

NOT_NAMES = frozenset(
    """
    a about academy access achievement active activities activity administration administrator advisor advisory affairs afternoon agency ai aid
    all also alternative america american an and annual app apps april arabic art arts as asian assembly assessment assessments assistant assistants associate association at
    august award awards back band based black blog blue board book books boot boys brown building but by calculus campus canvas canyon care career
    case center central centre ceremony champion champions charter check chemistry chess chief chinese choice choir christmas chromebook chromebooks
    city civics class classes classroom clinic club coach coalition code coding college collective committee common community compact company computer
    conference congress connect connection connections contest core council counselor country county course creek crew culture curriculum daily
    dashboard data day days december dental department design development digital director disability discipline discovery district division doc docs drama
    dreamers drive dual early earth east edition education educational educator educators eighth elementary eleventh empowerment engagement engineering english equity
    european every everyone exchange excellence expectations experience explorers fair fall families family february federal feedback festival field fifth film fine first florida focus
    for forum foundation four fourth free french friday from full fund future gallery game garden geography geometry german gifted girls global go goals
    golden good google government governor grade graders grades graduate grand grant great green group growth guard guidance guide guild habits hall handbook
    harbor head health heights help her heritage high hill hills his hispanic history home honor honors hour house how human humanities i ideas if impact in independent
    indian individual information initiative innovation inquiry inside institute instruction international internship interview is island it its january
    japanese journal journalism journey judge july june junior justice key kids kindergarten kits knowledge lab laboratory lake language latin latina latino latinx law lead leader leaders leadership
    league learner learners learning led lesson lessons letter levels liaison library life literacy literature loan loans local lunch magazine magnet
    maker management many march mars math mathematics may medal media meeting member members memorial mental microsoft middle minecraft minister ministry mission model monday more morning mother mount
    mountain museum music my national native network new news next night ninth no north northern northwest not notebook november now observer october of office officer olympics on one online
    open opera orchestra organization orientation other our outcomes outreach oversight owl pacific pacing paper parent parents park partners partnership pathways patrol peer people performance
    personal physical physics place plan plans play point policy portal portfolio portfolios poster power practice pre president press primary prime principal principals prize
    problem professional professor program programs progress project projects protection public quality question questions quiz reader reading readings records recovery red report
    republic research resource resources respect response responsibility review reviews rights river road robotics room rotary rubric safety saint san  saturday scholars scholarship school schools science
    sciences  season second secretary section self seminar senate senator senior september series service services seventh she show sixth skills so social society solutions some sophomore south southern
    space spanish special spirit sports spring staff standards star state states station statistics statue stem steam story street student students studies study success  summit sunday
    superintendent support survey system systems talk task teach teacher teachers teaching team teams tech technology tenth test testing thanksgiving the theater theatre their then theory these they third this
    three thursday time to today together tools town toolkit training transition travel trip trust tuesday tutor tutoring twelfth two under union united universal university
    unit upper us use valley video village virtual visit vocabulary voice voices volunteer walk war ward we weather website wednesday week weekly welcome wellness west western what when where while white who
    why winter with women word wonders work workshop world writer writers writing yard year yearbook yes yesterday you young your youth zone zoom
     agosto alumna alumnas alumno alumnos anos aprendizaje arte biblioteca calle casa centro ciencia ciencias clase colegio consejo cuando de despues diciembre distrito domingo
    durante educacion el ella ellos en enero escuela espanol esta este estudiante estudiantes estudios febrero feria grado historia hoy ingles instituto jueves  junio la las lectura lengua los lunes
    maestra maestro martes marzo matematicas mayo mi mis miercoles musica nacional noviembre nuestra nuestro octubre para pero plaza por preparatoria primaria primer profesor profesora programa proyecto pueblo
    sala san secundaria semana septiembre servicios si su sabado tambien todos tercer un una universidad viernes y
    apple pencil pencils ipad ipads laptop laptops tablet chromecast kindle number numbers talks rising everlasting web pages chapters novel novels nonfiction fiction poem poems poetry essay essays
    reads writes learns makes builds wins shares creates explores presents meets visits celebrates discovers earns leads helps shows gets goes takes named honored teaches speaks sings plays draws paints
    matter matters better best choice board ready set strong happy blue bright future-ready real things ways rules steps tips lessons ideas challenge challenges fun bridge shop sense hour minute hero heroes
    african hispanic english-language mexican-american african-american asian-american k-12
    alabama alaska arizona arkansas california colorado connecticut delaware georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada  mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming
       chicago boston houston dallas denver seattle  puerto rico
    """.split()
)
"""Words that are part of the names of things where they are written with a capital letter."""
FAMILY_NAMES = frozenset(
    """
    banks best bird bishop black blue bond brook brooks brown bush carpenter case chambers church coach cook cross day dean english field fields fisher ford forest fox french
    gardener german glass gold good grant green hall hart head hill house hunt judge key king knight lake law little long love march may mayo miller moon moore park parks
    parker plaza post pope potter price prince read reed rich rivers rose shepherd short star street summers taylor trust valley walker ward waters weaver west white wolf wood woods
    washington houston boston dallas denver austin lincoln jackson york virginia carolina dakota georgia montana young calle casa rico cuevas montes flores rios campos principal
    """.split()
)
"""Those of them, and more words, that are family names as well: after a given name they are."""
FAMOUS = frozenset(
    name.strip()
    for name in """
    ruby bridges, anne frank, malala yousafzai, greta thunberg, helen keller, emmett till, rosa parks, maya angelou, martin luther king, harry potter,
    hermione granger, ron weasley, huck finn, tom sawyer, charlie brown, nancy drew, anne shirley, scout finch, percy jackson, katniss everdeen, matilda wormwood,
    junie jones, judy moody, sadako sasaki, amelia bedelia, ramona quimby, beverly cleary, roald dahl, charlie bucket, stanley yelnats, auggie pullman, august pullman, amelia earhart, jackie robinson, harriet tubman, greg heffley, sylvia mendez, linda brown, claudette colvin, sophie cruz, amanda gorman, jane goodall, marie curie, albert einstein, abraham lincoln,
    george washington, frida kahlo, cesar chavez, dolores huerta, sonia sotomayor, barack obama, michelle obama, ana frank, robert frost, langston hughes, sandra cisneros, emily dickinson, judy blume, kate dicamillo, gary soto, pam munoz ryan, jason reynolds,
    christopher paul curtis, jerry spinelli, louis sachar, lois lowry, katherine paterson, gary paulsen, walter dean myers, jacqueline woodson, kwame alexander, sharon creech,
    patricia polacco, eric carle, laura numeroff, mo willems, maria montessori, john dewey, william shakespeare, mark twain, jane austen, pablo neruda, gabriela mistral,
    gabriel garcia marquez, walt whitman, jane addams, florence nightingale, neil armstrong, sally ride, mae jemison, katherine johnson, rachel carson, thomas edison,
    pippi longstocking, peter pan, alice liddell
    """.replace("\n", " ").split(",")
)
"""Children of history and of books, and people whom classes read and read about."""
