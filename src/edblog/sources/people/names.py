"""Word lists that tell names from other capitalized words; all in lowercase and without accents."""

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
    aarav abby abdiel abdullah abram adan ahmad akeem alani alayna aleah alec aleena alessandro aliana alijah alisha alisson alivia allie alvin
    alyson amani amarion amaris amaya amya analia ananya anders angelique angie aniyah annalise annette annika antwan anwar arely aria ariadne
    ariella arjun arlene armani arnold arthur aryan ashlyn ashton aubree aurelio ayaan ayanna azaria babak bailey beatrice bernice bertha betty billy
    blake bradley bradyn brandi brayan breanna brenden brent bria bridgette brisa britney brittney brodie bryant brynn byron caiden callum carissa
    carl carmela carrie cathy cayla cedric celina chad chaya cheyenne ciara claude clayton clifford colby colleen cordell corinne cory craig curtis
    dalia dalton damaris damion damon dangelo danna daquan darian dariel dario darnell darryl dashawn dave deandra debbie declan delaney delia
    demetrius denzel deonte deshaun deshawn desmond devante devonte dianna dillon dina dominick donald donovan doris doug douglas duane dwayne dwight
    easton edith edna efrain elaina elian elina elisabeth elvira elvis emely emerson emmett emmy erin ernest ernie esme ester ethel eunice evangeline
    everett evie faisal farah faye felton finley finn fletcher frances francis fred frederick gail garrett gary gavyn genaro geoffrey georgina
    geovanni germaine giuliana gladys glenn gordon grady graham grayson greyson gwen hadley hamza harley harold harriet harvey hattie hazel heather
    heriberto herman hilary holden holly howard ida iker imelda imran ira irma irvin irving isabell isai isaias isiah issac itzayana ivette jabari
    jackie jacoby jacquelyn jadyn jaelyn jaheim jaiden jair jairo jakayla jakob jaleel jalyn jamaal jamar jamarcus jamari jamel jamir jana janae
    janiyah jannah jaquan jasiah jaslene javon jaxon jaxson jayce jaycee jaylah jayleen jaylen jaylin jaylon jayson jazlyn jazmin jazmine jeanne jed
    jenna jensen jeramiah jermaine jerry jillian jim joan joann jocelynn joe joelle johan johanna johnathan jolene jon jonas joni jordyn joselyn
    josie joyce juelz julianna julianne julius kadence kaelyn kaia kaiden kailey kailyn kaleb kali kaliyah kamari kameron kamila kamron kareem
    karissa karl karson karter kasey kassandra kate katelyn katelynn kathy kay kaya kaylen kaylie kaylin keaton keenan kellen kelvin kendall kendra
    kendrick kenia kenny kenyatta keyon keyshawn khalid khloe kian kiera kimora kinsley kira kobe kolby korey kris krista kristin kristopher krystal
    kurt kyla kyleigh kyler kymani kyra kyree kyrie lakeisha lakesha lana landon larissa larry lashawn latasha latisha latonya latoya latrell laurel
    lawrence leandro leann leilany lena leona leonard leroy lesly leyla lia liana libby lilian liliana lilith lillie lindsay lizbeth lizeth lloyd
    lonnie loretta lorraine lucero lucian lucille lupe lupita lyla lynn mabel macy makai makenna makenzie malachi malakai malcolm manny mara marc
    marcel marcella marcia marguerite mariano marilyn marion marisela marjorie marlene marquan marquez marquis marquise marvin maryam matilda matt
    mattie maurice maxwell mckenna mckenzie meagan meghan mekhi melina melvin meredith mikaela mike milagro millie mina misael mitchell mohammad
    moira mona montrell mya myles myra myrna nahla naima najee nakia nathalie nathanael nathen neal neil nelson nico nicola nicolette nikita nikki
    nikolas noelia norberto norman nylah olga omari ophelia oren otis patti patty penelope percy pierre polly quadir quan quincy quinton rafaela
    raina ralph ramona rashad rashawn rayan rayna reagan reece reggie reginald reina reyna rhiannon rhys ricky rita robbie rochelle roderick rodney
    rohan roland rolando ron ronaldo ronan ronnie rory rosalie rosalina rosalinda rosie ross rowan roy royce ruby rufus rylan rylee saanvi sadiq
    sahil salvatore samira samson saniya saniyah sanjay sariah saul savanna savion selah semaj shamar shanice shanika shaniqua shaniya shaquille
    shayla shea shelley sheryl shiloh shyanne silas skyler solomon sonja sonya soren stacey stanley stefan stephan stuart suri susanna susie suzanne
    tabitha taj talia tamia taniya taniyah tanya taryn tasha tatyana tavon terrance terrell terry tess tessa thad thalia theo thiago tia tianna
    tierra tim tito toby tom tomasa toni tonya tracey tracie trent trenton trevon trey tricia trina trisha tristen troy tyesha tyra tyree tyrell
    tyrese tyson ulises uriah usman valentin vance vaughn vera vernon vicki vicky vikram vince vivek vivienne walter wayne wendell weston whitney
    willa willie wilmer wilson winston xander xochitl xzavier yael yahaira yamileth yandel yaretzi yaritza yasin yazmin yosselin yousef yovani
    yuliana yuridia yvette zachariah zack zaiden zaire zakariya zander zane zaniyah zariah zariyah zayden zayn zayne zechariah zeke zendaya zoie
    zulema zuri zyaire
    """.split()
)
"""Given names that many students have; those that are ordinary words as well are left out."""

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
    meet congratulations congrats thanks dear hello mental encyclopedia place native pacific value newton rocket word open court saxon matter matters better best choice board ready set strong happy blue bright future-ready real things ways rules steps tips lessons ideas challenge challenges fun bridge shop sense hour minute hero heroes
    african hispanic english-language mexican-american african-american asian-american k-12
    alabama alaska arizona arkansas california colorado connecticut delaware georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada  mexico york carolina dakota ohio oklahoma oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming
       chicago boston houston dallas denver seattle  puerto rico
    """.split()
)
"""Words that are part of the name of a thing, not of a person, when capitalized."""
FAMILY_NAMES = frozenset(
    """
    banks best bird bishop black blue bond brook brooks brown bush carpenter case chambers church coach cook cross day dean english field fields fisher ford forest fox french
    gardener german glass gold good grant green hall hart head hill house hunt judge key king knight lake law little long love march may mayo miller moon moore park parks
    parker plaza post pope potter price prince read reed rich rivers rose shepherd short star street summers taylor trust valley walker ward waters weaver west white wolf wood woods
    washington houston boston dallas denver austin lincoln jackson york virginia carolina dakota georgia montana young calle casa rico cuevas montes flores rios campos principal
    """.split()
)
"""Words that are family names as well: after a given name, they count as names."""
COMMON_FAMILY_NAMES = frozenset(
    """
    abdi acevedo acosta adams adkins aguilar aguirre ahmed ali allen alvarado alvarez anderson andrade andrews arellano arias arroyo avila ayala
    baker ballard barajas barnes barrera barrett bautista becerra begum beltran benitez bennett bernal blackwell bowman boyd bradley brennan briggs
    bryant burgess burke burnett burns bustamante byrd cabrera calderon camacho campbell cardenas cardona carlson carrillo carroll carter castaneda
    castillo castro cervantes chan chang chaudhry chavez chen choi chowdhury christensen chung cisneros clark clarke cohen coleman collins contreras
    cooper cordova corona cortes cortez cox crawford cruz cuellar cunningham curtis daniels davidson davila davis dawson delacruz delagarza deleon
    delgado diallo diaz diop dixon dominguez douglas doyle duarte duncan duran edwards elliott ellis enriquez escobar espinosa espinoza esquivel
    estrada evans farah ferguson fernandez figueroa fitzgerald fleming fletcher flynn foster fowler franklin freeman fuentes gallagher gallegos
    galvan garcia gardner garrett garza gibson gilbert gomez gonzales gonzalez gordon graham granados griffin guerra guerrero gupta gutierrez guzman
    hamilton hansen hanson harrington harris harrison hassan hawkins henderson hernandez herrera hicks hinojosa hoang hoffman holmes hossain howell
    huang hudson huerta hughes hussain huynh ibarra ibrahim jacobs jacobson jenkins jensen jimenez johnson johnston jones juarez kaur kelley kelly
    kennedy khan kim klein kowalski kumar lara larson lee lewis lim lin liu lopez lozano lucero lugo luna macias mahmoud maldonado marquez marshall
    martinez mata matthews mccarthy mcdonald mcgee medina mejia melendez mendez mendoza mercado meyer miller miranda mitchell mohamed mohammed molina
    montgomery montoya morales moreno morgan morris morrison munoz murphy murray myers nava navarro nelson nguyen nichols nunez obrien ochoa ojeda
    okafor olson oneal oneill ong orozco ortega ortiz osman owens pacheco padilla palacios palmer patel patterson payne pena peralta perez perkins
    perry peters peterson pham phan phillips pineda ponce porter powell quinones quintero ramirez ramos rangel reddy reid reyes reynolds rice
    richards richardson rios rivas rivera roberts robertson robinson robles rocha rodriguez rogers rojas romero rosales rosario rosas ross rubio ruiz
    russell ryan saavedra salas salazar saldana salinas sanchez sanders sandoval santiago santos saucedo schmidt schneider schultz scott serrano shah
    shaikh sharma shaw silva simmons simpson sims singh smith snyder solis solomon soto spencer stephens stevens stevenson stewart suarez sullivan
    tanner tapia taylor thomas thompson thomson torres tran trejo trevino tucker turner uribe valdez valencia valenzuela vargas vasquez vazquez vega
    velasco velasquez velazquez velez vera vo vu wagner wallace wang warren watkins watson webb weber williams williamson willis wilson wong woodard
    wu xiong yang yoon zamora zapata zavala zhang zhao zhou zuniga
    """.split()
)
"""Family names that many students have, and that are rarely ordinary words."""
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
    pippi longstocking, peter pan, alice liddell,
    lucy calkins, harper lee, mary pope osborne, laura ingalls wilder, jack london, oscar wilde, cynthia rylant, jane yolen, louis braille, peter brown, robert marzano, jan richardson,
    carol dweck, john hattie, linda darling-hammond, ellin keene, stephanie harvey, jennifer serravallo, kylene beers, robert probst, nancie atwell, donald graves, jean piaget, lev vygotsky, howard gardner, benjamin bloom,
    paulo freire, gloria ladson-billings, zaretta hammond, gholdy muhammad, peter liljedahl, jo boaler, marilyn burns, dylan wiliam, grant wiggins, jay mctighe, angela duckworth, brene brown, daniel pink,
    charlotte danielson, doug lemov, fred rogers, lucy maud montgomery, louisa may alcott, charles dickens, edgar allan poe, robert louis stevenson, rudyard kipling, lewis carroll, hans christian andersen, jules verne, mary shelley,
    emily bronte, charlotte bronte, virginia woolf, george orwell, ray bradbury, john steinbeck, ernest hemingway, toni morrison, alice walker, zora neale hurston, lorraine hansberry, james baldwin, amy tan, julia alvarez, isabel allende,
    laurie halse anderson, walt disney, maurice sendak, leo lionni, ezra jack keats, tomie depaola, jan brett, kevin henkes, chris van allsburg, jon scieszka, dav pilkey, jeff kinney, rick riordan, raina telgemeier, suzanne collins, lauren tarshis,
    andrew clements, avi wortis, karen hesse, linda sue park, grace lin, meg medina, yuyi morales, carmen agra deedy, alma flor ada, francisco jimenez, pat mora, matt de la pena, christina soontornvat, rita williams-garcia,
    nikki grimes, jerry pinkney, faith ringgold, donald crews, lois ehlert, gail gibbons, seymour simon, david wiesner, william steig, arnold lobel, norman bridwell, stan berenstain, ludwig bemelmans, robert munsch, mercer mayer, peggy parish, barbara park,
    megan mcdonald, gertrude chandler warner, donald sobol, encyclopedia brown, astrid lindgren, katherine applegate, sara pennypacker, oliver jeffers, drew daywalt, patricia maclachlan,
    scott odell, jean craighead george, wilson rawls, natalie babbitt, madeleine l'engle, elizabeth george speare, esther forbes, mildred taylor, christopher columbus, isaac newton, charles darwin, galileo galilei, nikola tesla, alexander hamilton, thomas jefferson, benjamin franklin,
    susan anthony, frederick douglass, sojourner truth, booker washington, john lewis, john kennedy, nelson mandela, ruth bader ginsburg, kamala harris, hillary clinton, donald trump, joe biden, bill clinton, ronald reagan, simone biles, serena williams, michael jordan, lebron james, roberto clemente,
    babe ruth, jesse owens, jim thorpe, muhammad ali, wilma rudolph, ellen ochoa, katherine goble, dorothy vaughan, grace hopper, ada lovelace, alan turing, steve jobs, bill gates, diego rivera, pablo picasso, georgia okeeffe, vincent van gogh, claude monet, jackson pollock, jacob lawrence,
    yo-yo ma, johann sebastian bach, wolfgang mozart, scott joplin, duke ellington, louis armstrong, ella fitzgerald, celia cruz, bob marley, taylor swift, bruno mars, selena quintanilla, juan felipe herrera, ellen hopkins, jane eyre, oliver twist, david copperfield, romeo montague, juliet capulet, holden caulfield, jay gatsby, nick carraway,
    atticus finch, jem finch, bud caldwell, stella diaz, ivy bean, fern arable, lucy pevensie, bilbo baggins, luke skywalker, clark kent, bruce wayne, peter parker, sherlock holmes, johnny appleseed, paul bunyan, pecos bill, hank zipzer, opal buloni
    """.replace("\n", " ").split(",")
)
"""Famous children, and authors and people that classes read about."""
