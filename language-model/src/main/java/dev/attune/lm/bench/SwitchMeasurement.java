package dev.attune.lm.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.rows.AdapterShelf;
import dev.attune.lm.rows.ResidentAdapter;
import dev.attune.lm.rows.RowAdapters;

/**
 * Times the switch of the adapter of one row among 32, in microseconds: from its name on the shelf until every layer of the batch
 * knows it: {@code MODEL_DIRECTORY ADAPTER_DIRECTORY SWITCHES}. Also the way of an adapter from its folder to the shelf.
 */
public final class SwitchMeasurement {
    private static final int WARM_UP = 300;
    private static final double MILLIS = 1e6;
    private static final double MICROS = 1e3;
    private static final int TASKS_OF_A_SHELF = 64;

    private SwitchMeasurement() {}

    public static void main(String[] arguments) {
        AdapterDirectory folders = new AdapterDirectory(Path.of(arguments[1]));
        int switches = Integer.parseInt(arguments[2]);
        try (LanguageModel model = LanguageModel.load(Path.of(arguments[0]), LoadOptions.bfloat16());
                AdapterShelf shelf = new AdapterShelf(model.manager(), model.transformer(), Long.MAX_VALUE)) {
            double[] loads = new double[AdapterDirectory.LORAS];
            for (int i = 0; i < AdapterDirectory.LORAS; i++) {
                long start = System.nanoTime();
                shelf.add("lora-" + i, folders.lora(i));
                loads[i] = (System.nanoTime() - start) / MILLIS;
            }
            for (int i = 0; i < TASKS_OF_A_SHELF; i++) {
                shelf.add("task-" + i, folders.task(i));
            }
            double[] loras = switches(model, shelf, "lora-", AdapterDirectory.LORAS, switches);
            double[] mixed = switches(model, shelf, "task-", AdapterDirectory.TASKS, switches);
            ObjectNode details = Measurement.noDetails();
            details.putObject("microseconds")
                    .put("lorasMedian", at(loras, 0.5))
                    .put("loras99", at(loras, 0.99))
                    .put("mixedKindsMedian", at(mixed, 0.5))
                    .put("mixedKinds99", at(mixed, 0.99));
            details.putObject("loadFromDiskMilliseconds")
                    .put("median", at(loads, 0.5))
                    .put("most", at(loads, 1));
            details.put("fileBytes", AdapterDirectory.fileBytes(folders.lora(0)))
                    .put("memoryBytes", shelf.list().getFirst().bytes());
            Measurement.here("bfloat16, 32 rows", at(loras, 0.99), details).print();
        }
    }

    private static double[] switches(LanguageModel model, AdapterShelf shelf, String names, int count, int switches) {
        List<ResidentAdapter> rows = new ArrayList<>();
        for (int row = 0; row < AdapterDirectory.LORAS; row++) {
            try (AdapterShelf.Borrowed own = shelf.borrow(names + row % count)) {
                rows.add(own.adapter());
            }
        }
        RowAdapters batch = RowAdapters.of(model.manager(), rows);
        double[] times = new double[switches];
        for (int i = -WARM_UP; i < switches; i++) {
            int row = Math.floorMod(7 * i, rows.size());
            int next = Math.floorMod(11 * i + 5, count);
            long start = System.nanoTime();
            AdapterShelf.Borrowed own = shelf.borrow(names + next);
            rows.set(row, own.adapter());
            batch.become(rows);
            double micros = (System.nanoTime() - start) / MICROS;
            own.close();
            if (i >= 0) {
                times[i] = micros;
            }
        }
        return times;
    }

    private static double at(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Math.round(sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] * 10) / 10.0;
    }
}
