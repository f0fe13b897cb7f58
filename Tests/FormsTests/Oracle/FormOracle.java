import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills in forms with JavaRosa, as a script on the standard input says, and tells what came of it.
 *
 * <pre>
 * form FILE          reads a form and begins        -> loaded | refused WHY
 * answer PATH TEXT   answers a question             -> accepted | required | constraint | irrelevant | missing
 * add PATH           adds a repetition              -> added | missing
 * delete PATH        takes a repetition away        -> deleted | missing
 * choices PATH       what a question offers         -> choice VALUE LABEL …, end
 * check              looks at all answers           -> problem PATH required|constraint …, end
 * states             all nodes                      -> node PATH RELEVANT REQUIRED ENABLED VALUE …, end
 * finish             ends and writes the instance   -> instance XML
 * </pre>
 *
 * Fields are separated by tabs; \n, \t and \\ stand for themselves in a field. After an exception: error WHY.
 */
public final class FormOracle {
    private static PrintStream out;
    private static File folder = new File(".");

    private FormDef form;
    private FormEntryModel model;
    private FormEntryController controller;

    public static void main(String[] arguments) throws Exception {
        out = new PrintStream(System.out, false, "UTF-8");
        System.setOut(System.err);
        new XFormsModule().registerModule();
        // A device that tells nothing about itself.
        PropertyManager.setPropertyManager((IPropertyManager) Proxy.newProxyInstance(
            FormOracle.class.getClassLoader(), new Class<?>[] {IPropertyManager.class},
            (proxy, method, values) -> null));
        ReferenceManager.instance().addReferenceFactory(
            new PrefixedRootFactory(new String[] {"file", "file-csv", "instance"}) {
                @Override
                protected Reference factory(String terminal, String uri) {
                    return new FileReference(new File(folder, new File(terminal).getName()));
                }
            });
        FormOracle oracle = new FormOracle();
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String[] fields = line.split("\t", -1);
            for (int i = 0; i < fields.length; i++) fields[i] = unescape(fields[i]);
            try {
                oracle.run(fields);
            } catch (Throwable fault) {
                tell(fields[0].equals("form") ? "refused" : "error", reason(fault));
            }
        }
        out.flush();
    }

    private void run(String[] fields) throws Exception {
        switch (fields[0]) {
            case "form": load(new File(fields[1])); break;
            case "answer": answer(fields[1], fields[2]); break;
            case "add": add(fields[1]); break;
            case "delete": delete(fields[1]); break;
            case "choices": choices(fields[1]); break;
            case "check": check(); break;
            case "states": states(form.getMainInstance().getRoot()); tell("end"); break;
            case "finish": finish(); break;
            default: throw new IllegalArgumentException(fields[0]);
        }
    }

    private void load(File file) throws Exception {
        form = null;
        folder = file.getParentFile();
        try (InputStream input = new ByteArrayInputStream(Files.readAllBytes(file.toPath()))) {
            form = XFormUtils.getFormFromInputStream(input);
        }
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
        form.initialize(true, new InstanceInitializationFactory());
        walk();
        tell("loaded");
    }

    /** Passes every question once, so that repetitions are made as their counts say. */
    private void walk() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) { }
    }

    private interface Test {
        boolean holds(FormIndex index, int event);
    }

    private FormIndex find(Test test) {
        FormIndex index = FormIndex.createBeginningOfFormIndex();
        while (!index.isEndOfFormIndex()) {
            if (index.isInForm() && test.holds(index, model.getEvent(index))) return index;
            index = model.incrementIndex(index);
        }
        return null;
    }

    private FormIndex question(String path) {
        return find((index, event) -> event == FormEntryController.EVENT_QUESTION
            && path.equals(path(form.getChildInstanceRef(index))));
    }

    private void answer(String path, String text) {
        FormIndex index = question(path);
        if (index == null) { tell("missing"); return; }
        if (!model.isIndexRelevant(index)) { tell("irrelevant"); return; }
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        IAnswerData data = text.trim().isEmpty()
            ? null : XFormAnswerDataParser.getAnswerData(text, prompt.getDataType(), prompt.getQuestion());
        int result = controller.answerQuestion(index, data, true);
        walk();
        tell(result == FormEntryController.ANSWER_OK ? "accepted" : name(result));
    }

    private static String name(int result) {
        return result == FormEntryController.ANSWER_REQUIRED_BUT_EMPTY ? "required" : "constraint";
    }

    private void add(String path) {
        FormIndex index = find((each, event) -> {
            if (event != FormEntryController.EVENT_PROMPT_NEW_REPEAT) return false;
            TreeReference reference = form.getChildInstanceRef(each);
            String parent = path(reference.getParentRef());
            return path.equals(parent + "/" + reference.getNameLast());
        });
        if (index == null || !model.isIndexRelevant(index)) { tell("missing"); return; }
        controller.newRepeat(index);
        settle(references(form.getMainInstance().resolveReference(form.getChildInstanceRef(index))));
        walk();
        tell("added");
    }

    private void delete(String path) {
        FormIndex index = find((each, event) -> event == FormEntryController.EVENT_REPEAT
            && path.equals(path(form.getChildInstanceRef(each))));
        if (index == null) { tell("missing"); return; }
        List<TreeReference> gone = references(form.getMainInstance().resolveReference(form.getChildInstanceRef(index)));
        controller.deleteRepeat(index);
        settle(gone);
        walk();
        tell("deleted");
    }

    /**
     * JavaRosa works out at once what depends on the children of a repetition that comes or goes; what depends on
     * their children follows with the next change. Here it follows at once.
     */
    private void settle(List<TreeReference> references) {
        for (TreeReference reference : references) form.triggerTriggerables(reference);
    }

    private static List<TreeReference> references(TreeElement node) {
        List<TreeReference> found = new ArrayList<>();
        for (int i = 0; i < node.getNumChildren(); i++) {
            TreeElement child = node.getChildAt(i);
            for (int j = 0; j < child.getNumChildren(); j++) found.add(child.getChildAt(j).getRef());
            found.addAll(references(child));
        }
        return found;
    }

    private void choices(String path) {
        FormIndex index = question(path);
        if (index == null) { tell("missing"); return; }
        FormEntryPrompt prompt = model.getQuestionPrompt(index);
        List<SelectChoice> choices = prompt.getSelectChoices();
        if (choices != null) {
            for (SelectChoice choice : choices) tell("choice", choice.getValue(), prompt.getSelectChoiceText(choice));
        }
        tell("end");
    }

    private void check() {
        List<String[]> problems = new ArrayList<>();
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event;
        while ((event = controller.stepToNextEvent()) != FormEntryController.EVENT_END_OF_FORM) {
            if (event != FormEntryController.EVENT_QUESTION) continue;
            FormIndex index = model.getFormIndex();
            int result = controller.answerQuestion(index, model.getQuestionPrompt().getAnswerValue(), false);
            if (result != FormEntryController.ANSWER_OK) {
                problems.add(new String[] {"problem", path(form.getChildInstanceRef(index)), name(result)});
            }
        }
        for (String[] problem : problems) tell(problem);
        tell("end");
    }

    private void states(TreeElement node) {
        if (node.getMult() == TreeReference.INDEX_TEMPLATE) return;
        Object value = node.getValue() == null ? "" : new XFormAnswerDataSerializer().serializeAnswerData(node.getValue());
        tell("node", path(node.getRef()), flag(node.isRelevant()), flag(node.isRequired()), flag(node.isEnabled()),
            String.valueOf(value));
        for (int i = 0; i < node.getNumChildren(); i++) states(node.getChildAt(i));
    }

    private static String flag(boolean value) { return value ? "1" : "0"; }

    private void finish() throws IOException {
        form.postProcessInstance();
        tell("instance", new String(new XFormSerializingVisitor().serializeInstance(form.getMainInstance()),
            StandardCharsets.UTF_8));
    }

    /** A path with the numbers of repetitions: /data/sample[2]/ph. */
    private String path(TreeReference reference) {
        StringBuilder text = new StringBuilder();
        for (int level = 1; level <= reference.size(); level++) {
            TreeReference upper = reference.getSubReference(level - 1);
            String name = upper.getNameLast();
            text.append('/').append(name.substring(name.indexOf(':') + 1));
            if (form.getMainInstance().getTemplate(upper.genericize()) != null) {
                text.append('[').append(upper.getMultLast() + 1).append(']');
            }
        }
        return text.toString();
    }

    private static String reason(Throwable fault) {
        Throwable last = fault;
        while (last.getCause() != null && last.getCause() != last) last = last.getCause();
        return fault.getClass().getSimpleName() + ": " + fault.getMessage()
            + (last == fault ? "" : " / " + last.getClass().getSimpleName() + ": " + last.getMessage());
    }

    private static void tell(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            if (line.length() > 0) line.append('\t');
            String text = field == null ? "" : field;
            line.append(text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n"));
        }
        out.println(line);
    }

    private static String unescape(String text) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) { result.append(c); continue; }
            char next = text.charAt(++i);
            result.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
        }
        return result.toString();
    }

    /** A file beside the form. */
    private static final class FileReference implements Reference {
        private final File file;

        FileReference(File file) { this.file = file; }

        @Override public boolean doesBinaryExist() { return file.exists(); }
        @Override public InputStream getStream() throws IOException { return new FileInputStream(file); }
        @Override public String getURI() { return "jr://file/" + file.getName(); }
        @Override public String getLocalURI() { return file.getPath(); }
        @Override public boolean isReadOnly() { return true; }
        @Override public OutputStream getOutputStream() throws IOException { throw new IOException("read only"); }
        @Override public void remove() throws IOException { throw new IOException("read only"); }
        @Override public Reference[] probeAlternativeReferences() { return new Reference[0]; }
    }
}
